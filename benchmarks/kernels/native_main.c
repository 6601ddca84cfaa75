// Times a kernel as a native program: native N CALLS prints the answer and the best time in ms.
#include "kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    uint32_t n = (uint32_t)strtoul(arguments[1], NULL, 10);
    double best = 1e300;
    uint64_t answer = 0;
    for (int i = atoi(arguments[2]); 0 < i; i--) {
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        answer = run(n);
        clock_gettime(CLOCK_MONOTONIC, &end);
        double ms = (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
        best = ms < best ? ms : best;
    }
    printf("%llu %.4f\n", (unsigned long long)answer, best);
    return 0;
}
