// SHA-256 over a buffer: rotations and additions on 32 bits. The round constants are computed from primes.
#include "kernel.h"

static uint32_t constants[64], initial[8];
static uint8_t buffer[1 << 20];

// The first 32 bits of the fraction of a root of a prime.
static uint32_t fraction_of_root(uint32_t prime, int is_cube)
{
    // Searches root * 2^32 bit by bit in integers wide enough for its power.
    unsigned __int128 target = (unsigned __int128)prime << 64;
    uint64_t root = 0;
    for (int bit = 36; 0 <= bit; bit--) {
        uint64_t tried = root | (uint64_t)1 << bit;
        unsigned __int128 square = (unsigned __int128)tried * tried;
        if (is_cube) {
            // tried^3 <= prime * 2^96, compared after dropping 32 bits that cannot matter for these primes.
            unsigned __int128 cube = (square >> 32) * tried;
            if (cube <= target)
                root = tried;
        } else if (square <= target) {
            root = tried;
        }
    }
    return (uint32_t)root;
}

static void prepare(void)
{
    uint32_t found = 0;
    for (uint32_t number = 2; found < 64; number++) {
        int is_prime = 1;
        for (uint32_t k = 2; k * k <= number; k++)
            is_prime &= number % k != 0;
        if (!is_prime)
            continue;
        if (found < 8)
            initial[found] = fraction_of_root(number, 0);
        constants[found++] = fraction_of_root(number, 1);
    }
}

static uint32_t rotated(uint32_t value, int by)
{
    return value >> by | value << (32 - by);
}

static void compress(uint32_t state[8], const uint8_t *block)
{
    uint32_t w[64];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t low = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t high = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + low + w[i - 7] + high;
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
        uint32_t first = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i];
        uint32_t second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

// Hashes n KB, without the padding of the last block.
KERNEL run(uint32_t n)
{
    prepare();
    for (uint32_t i = 0; i < sizeof buffer; i++)
        buffer[i] = (uint8_t)(i * 31 + (i >> 8));
    uint32_t state[8];
    for (int i = 0; i < 8; i++)
        state[i] = initial[i];
    for (uint64_t i = 0; i < (uint64_t)n * 1024; i += 64)
        compress(state, buffer + i % sizeof buffer);
    return (uint64_t)state[0] << 32 | state[7];
}
