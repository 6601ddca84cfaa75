// The loops of examples/find_prime.py with 64-bit integers. Prints the answer and the best time in milliseconds.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "stopwatch.h"

__attribute__((noinline)) static int64_t find_prime(int64_t nth)
{
    int64_t n = 0;
    int64_t i = -1;
    while (n < nth)
    {
        i = i + 1;
        if (i <= 1)
            continue;
        else if (i == 2)
            n = n + 1;
        else
        {
            int64_t gotit = 1;
            for (int64_t j = 2; j < i / 2 + 1; j++)
            {
                if (i % j == 0)
                {
                    gotit = 0;
                    break;
                }
            }
            if (gotit == 1)
                n = n + 1;
        }
    }
    return i;
}

int main(int argc, char **argv)
{
    int64_t nth = atoll(argv[1]);
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    int64_t answer = 0;
    double best = 1e300;
    for (int round = 0; round < rounds; round++)
    {
        double start = now_ms();
        answer = find_prime(nth);
        double elapsed = now_ms() - start;
        if (elapsed < best)
            best = elapsed;
    }
    printf("%lld %.4f\n", (long long)answer, best);
    return 0;
}
