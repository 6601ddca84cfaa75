// What the C library does for every program: formats, conversions, sorting, searching, memory, time.
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

static int calls;

static int by_text(const void *left, const void *right)
{
    calls++;
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void at_the_end(void)
{
    printf("at the end\n");
}

static int sum_of(int count, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, count);
    for (int i = 0; i < count; i++)
        sum += i % 2 == 0 ? va_arg(list, int) : (int)va_arg(list, double);
    va_end(list);
    return sum;
}

int main(int count, char **arguments)
{
    atexit(at_the_end);
    for (int i = 1; i < count; i++)
        printf("argument %d is '%s'\n", i, arguments[i]);
    const char *colour = getenv("COLOUR");
    printf("colour %s\n", colour == NULL ? "none" : colour);

    printf("[%5d] [%-5d] [%05d] [%+d] [%x] [%#X] [%o] [%c] [%%]\n", 42, 42, 42, 42, 48879, 48879, 511, 'k');
    printf("[%lld] [%llu] [%" PRId64 "] [%zu] [%hhd]\n", LLONG_MIN, ULLONG_MAX, INT64_C(-5), sizeof(int64_t), 300);
    printf("[%f] [%.3f] [%e] [%g] [%g] [%10.2f] [%-10.1e]\n", 3.14159265358979, 2.0 / 3, 12345.678, 1e-5, 1e20, -99.995, 6.02e23);
    printf("[%.17g] [%.0f] [%.0f] [%a] [%f] [%f]\n", 0.1, 0.5, 1.5, 1.0, 1.0 / 0.0, -1.0 / 0.0);
    printf("[%.30f]\n[%.15e]\n", 0.1, 5e-324);
    printf("[%s] [%10s] [%-10s] [%.2s] [%*d]\n", "text", "right", "left", "cut", 6, 7);
    printf("[%.40g] [%.3f]\n", 1e22, 1e22);

    printf("%ld %ld %lu %d\n", strtol("0x1f", NULL, 0), strtol("-777", NULL, 8), strtoul("zz", NULL, 36), atoi("  12x"));
    errno = 0;
    long long largest = strtoll("99999999999999999999", NULL, 10);
    printf("%d %d\n", largest == LLONG_MAX, errno == ERANGE);
    printf("%.17g %.17g %.17g %.17g\n", strtod("1e308", NULL), strtod("2.2250738585072014e-308", NULL), strtod("0x1.8p1", NULL), strtod("123456789012345678", NULL));
    int a, b, read;
    char word[20];
    double d;
    read = sscanf("12 -7 word 3.5e2", "%d %d %19s %lf", &a, &b, word, &d);
    printf("%d: %d %d %s %g\n", read, a, b, word, d);

    const char *words[] = {"pear", "apple", "fig", "banana", "cherry", "date", "elder", "grape"};
    qsort(words, 8, sizeof *words, by_text);
    for (int i = 0; i < 8; i++)
        printf("%s ", words[i]);
    const char *key = "fig";
    const char **found = bsearch(&key, words, 8, sizeof *words, by_text);
    printf("found at %d, %s\n", (int)(found - words), 0 < calls ? "compared" : "not compared");

    char text[100] = "one,two;three  four";
    for (char *part = strtok(text, ",; "); part != NULL; part = strtok(NULL, ",; "))
        printf("<%s>", part);
    printf("\n%s %s %d %zu %zu\n", strstr("haystack needle hay", "needle"), strrchr("a/b/c", '/'), strncmp("abcd", "abce", 3), strspn("aabbc", "ab"), strcspn("hello", "lo"));
    memmove(text + 2, "overlapping", 12);
    memmove(text + 4, text + 2, 12);
    printf("%.20s %d\n", text + 4, memcmp("abc", "abd", 3) < 0);

    printf("%.10f %.10f %.10f %.10f\n", sin(1), cos(1), exp(1), log(10));
    printf("%.10f %.10f %.6f %.1f\n", pow(2, 0.5), atan2(1, -1), fmod(10.5, 3), floor(-1.5));
    printf("%d %d %ld\n", isnan(sqrt(-1)) != 0, isinf(exp(1000)) != 0, lround(2.5));
    printf("%d\n", sum_of(4, 1, 2.9, 3, 4.9));

    // The past is the same everywhere.
    time_t moment = 1234567890;
    struct tm *parts = gmtime(&moment);
    char date[50];
    strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S %j %A", parts);
    printf("%s\n", date);
    parts->tm_mday += 30;
    printf("%s\n", 1600000000 < time(NULL) && clock_gettime(CLOCK_MONOTONIC, &(struct timespec){0, 0}) == 0 ? "clocks run" : "clocks stand");

    size_t total = 0;
    void *blocks[200] = {0};
    unsigned state = 1;
    for (int i = 0; i < 20000; i++) {
        state = state * 1103515245u + 12345u;
        unsigned k = state >> 16 & 127;
        size_t size = state >> 8 & 4095;
        blocks[k] = realloc(blocks[k], size + 1);
        memset(blocks[k], (int)k, size + 1);
        if (i % 3 == 0) {
            free(blocks[k]);
            blocks[k] = NULL;
        }
        total += size;
    }
    printf("%zu\n", total);
    for (int i = 0; i < 200; i++)
        free(blocks[i]);

    char line[100];
    int lines = 0, letters = 0;
    while (fgets(line, sizeof line, stdin) != NULL) {
        lines++;
        for (char *p = line; *p != 0; p++)
            letters += isalpha((unsigned char)*p) != 0;
    }
    printf("%d lines with %d letters\n", lines, letters);
    fprintf(stderr, "an error\n");
    fflush(stdout);
    exit(42);
}
