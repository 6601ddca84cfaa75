// The loops of examples/udfs/text_similarity_typed.py over a file of titles, one a line (ASCII), with 64-bit integers.
// Prints how many pass and the best time in milliseconds.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "stopwatch.h"

static char *lower(const char *text)
{
    size_t n = strlen(text);
    char *copy = malloc(n + 1);
    for (size_t i = 0; i <= n; i++)
        copy[i] = (char)tolower((unsigned char)text[i]);
    return copy;
}

__attribute__((noinline)) static int64_t levenshtein(const char *a, int64_t n, const char *b, int64_t m)
{
    int64_t *previous = malloc((m + 1) * sizeof *previous);
    for (int64_t j = 0; j <= m; j++)
        previous[j] = j;
    for (int64_t i = 1; i <= n; i++)
    {
        int64_t diagonal = previous[0];
        previous[0] = i;
        for (int64_t j = 1; j <= m; j++)
        {
            int64_t above = previous[j];
            int64_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            int64_t best = above + 1;
            if (previous[j - 1] + 1 < best)
                best = previous[j - 1] + 1;
            if (diagonal + cost < best)
                best = diagonal + cost;
            previous[j] = best;
            diagonal = above;
        }
    }
    int64_t answer = previous[m];
    free(previous);
    return answer;
}

__attribute__((noinline)) static int is_similar(const char *title, const char *query, int64_t threshold)
{
    char *a = lower(title);
    char *b = lower(query);
    int64_t distance = levenshtein(a, (int64_t)strlen(a), b, (int64_t)strlen(b));
    free(a);
    free(b);
    return distance <= threshold;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    FILE *file = fopen(argv[1], "r");
    char **titles = malloc(1000000 * sizeof *titles);
    size_t count = 0;
    char line[4096];
    while (fgets(line, sizeof line, file))
    {
        line[strcspn(line, "\n")] = 0;
        titles[count++] = strdup(line);
    }
    fclose(file);
    int64_t passed = 0;
    double best = 1e300;
    for (int round = 0; round < rounds; round++)
    {
        double start = now_ms();
        passed = 0;
        for (size_t i = 0; i < count; i++)
            passed += is_similar(titles[i], "laptop computer", 8);
        double elapsed = now_ms() - start;
        if (elapsed < best)
            best = elapsed;
    }
    printf("%lld %.4f\n", (long long)passed, best);
    return 0;
}
