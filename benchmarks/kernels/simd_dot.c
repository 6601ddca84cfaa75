// Dot product and scaling of float vectors, four lanes at a time.
#include "kernel.h"

typedef float four __attribute__((vector_size(16)));

enum { COUNT = 1 << 14 };

static four left[COUNT], right[COUNT];

KERNEL run(uint32_t n)
{
    for (uint32_t i = 0; i < COUNT; i++) {
        float value = (float)(i % 64) / 64;
        left[i] = (four){value, value + 1, value - 1, value / 2};
        right[i] = (four){1, 0.5f, 0.25f, -0.5f};
    }
    uint64_t hash = 0;
    for (uint32_t round = 0; round < n; round++) {
        four sum = {0, 0, 0, 0}, squares = {0, 0, 0, 0};
        for (uint32_t i = 0; i < COUNT; i++) {
            four product = left[i] * right[i];
            sum += product;
            squares += product * product;
        }
        four factor = {0.75f, 0.75f, 0.75f, 0.75f};
        four shift = {0.25f, 0.125f, 0.0625f, 0.5f};
        for (uint32_t i = 0; i < COUNT; i++)
            right[i] = right[i] * factor + shift;
        hash = mix(hash, bits_of((double)sum[0] + sum[1] + sum[2] + sum[3] + squares[round % 4]));
    }
    return hash;
}
