// Dense matrix multiply, plain triple loop over doubles.
#include "kernel.h"

enum { MOST = 400 };

static double a[MOST][MOST], b[MOST][MOST], c[MOST][MOST];

KERNEL run(uint32_t n)
{
    if (MOST < n)
        n = MOST;
    uint32_t state = 1;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < n; j++) {
            a[i][j] = next_random(&state) % 100;
            b[i][j] = next_random(&state) % 100;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < n; j++) {
            double sum = 0;
            for (uint32_t k = 0; k < n; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
    uint64_t hash = 0;
    for (uint32_t i = 0; i < n; i++)
        hash = mix(hash, bits_of(c[i][(i * 7) % n]));
    return hash;
}
