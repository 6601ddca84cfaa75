// The loops of levenshtein.py with 64-bit integers. Prints the answer and the best time in milliseconds.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "stopwatch.h"

static int64_t *fill(int64_t n, int64_t seed)
{
    int64_t *items = malloc(n * sizeof *items);
    int64_t x = seed;
    for (int64_t i = 0; i < n; i++)
    {
        x = (x * 1103515245 + 12345) % 2147483648;
        items[i] = x / 65536 % 26;
    }
    return items;
}

__attribute__((noinline)) static int64_t distance(const int64_t *a, int64_t n, const int64_t *b, int64_t m)
{
    int64_t *previous = malloc((m + 1) * sizeof *previous);
    int64_t *current = malloc((m + 1) * sizeof *current);
    for (int64_t j = 0; j <= m; j++)
    {
        previous[j] = j;
        current[j] = 0;
    }
    for (int64_t i = 1; i <= n; i++)
    {
        current[0] = i;
        for (int64_t j = 1; j <= m; j++)
        {
            int64_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            int64_t best = previous[j] + 1;
            if (current[j - 1] + 1 < best)
                best = current[j - 1] + 1;
            if (previous[j - 1] + cost < best)
                best = previous[j - 1] + cost;
            current[j] = best;
        }
        int64_t *swap = previous;
        previous = current;
        current = swap;
    }
    int64_t answer = previous[m];
    free(previous);
    free(current);
    return answer;
}

int main(int argc, char **argv)
{
    int64_t n = atoll(argv[1]);
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    int64_t *a = fill(n, 1);
    int64_t *b = fill(n, 2);
    int64_t answer = 0;
    double best = 1e300;
    for (int round = 0; round < rounds; round++)
    {
        double start = now_ms();
        answer = distance(a, n, b, n);
        double elapsed = now_ms() - start;
        if (elapsed < best)
            best = elapsed;
    }
    printf("%lld %.4f\n", (long long)answer, best);
    return 0;
}
