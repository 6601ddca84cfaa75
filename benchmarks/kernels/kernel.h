// What every kernel includes. A kernel is one function, run(n), that answers a number computed from all of its work.
#ifndef KRAIT_KERNEL_H
#define KRAIT_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __wasm__
#define KERNEL __attribute__((export_name("run"))) uint64_t
#else
#define KERNEL uint64_t
#endif

KERNEL run(uint32_t n);

// The same pseudo-random numbers everywhere.
static inline uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static inline uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

// The bits of a result of floating-point work.
static inline uint64_t bits_of(double value)
{
    union { double value; uint64_t bits; } both = {value};
    return both.bits;
}

#endif
