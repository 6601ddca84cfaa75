// Copies, moves and fills of many sizes.
#include "kernel.h"

enum { SIZE = 1 << 20 };

static uint8_t buffer[SIZE];

KERNEL run(uint32_t n)
{
    uint32_t state = 1;
    uint64_t hash = 0;
    for (uint32_t i = 0; i < SIZE; i++)
        buffer[i] = (uint8_t)i;
    for (uint32_t round = 0; round < n; round++) {
        uint32_t length = 1u << next_random(&state) % 17;
        length += next_random(&state) % length;
        uint32_t from = next_random(&state) % (SIZE - length), to = next_random(&state) % (SIZE - length);
        if (round % 4 == 0)
            __builtin_memset(buffer + to, (int)round, length);
        else
            __builtin_memmove(buffer + to, buffer + from, length);
        hash = mix(hash, buffer[to + length / 2]);
    }
    return hash;
}
