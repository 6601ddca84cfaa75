// Sieve of Eratosthenes: byte stores with a growing stride.
#include "kernel.h"

static uint8_t composite[8 << 20];

KERNEL run(uint32_t n)
{
    if (sizeof composite < n)
        n = sizeof composite;
    for (uint32_t i = 0; i < n; i++)
        composite[i] = 0;
    uint64_t sum = 0;
    for (uint32_t i = 2; i < n; i++) {
        if (composite[i])
            continue;
        sum += i;
        for (uint64_t k = (uint64_t)i * i; k < n; k += i)
            composite[k] = 1;
    }
    return sum;
}
