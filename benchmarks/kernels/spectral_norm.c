// Power iteration over a matrix that is computed instead of stored: divisions and function calls.
#include "kernel.h"

enum { MOST = 1024 };

static double u[MOST], v[MOST], w[MOST];

static double entry(uint32_t i, uint32_t j)
{
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

__attribute__((noinline)) static void multiply(uint32_t n, const double *from, double *to)
{
    for (uint32_t i = 0; i < n; i++) {
        double sum = 0;
        for (uint32_t j = 0; j < n; j++)
            sum += entry(i, j) * from[j];
        to[i] = sum;
    }
}

__attribute__((noinline)) static void multiply_transposed(uint32_t n, const double *from, double *to)
{
    for (uint32_t i = 0; i < n; i++) {
        double sum = 0;
        for (uint32_t j = 0; j < n; j++)
            sum += entry(j, i) * from[j];
        to[i] = sum;
    }
}

KERNEL run(uint32_t n)
{
    if (MOST < n)
        n = MOST;
    for (uint32_t i = 0; i < n; i++)
        u[i] = 1;
    for (int i = 0; i < 5; i++) {
        multiply(n, u, w);
        multiply_transposed(n, w, v);
        multiply(n, v, w);
        multiply_transposed(n, w, u);
    }
    double uv = 0, vv = 0;
    for (uint32_t i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    return bits_of(__builtin_sqrt(uv / vv));
}
