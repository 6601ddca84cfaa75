// Edit distance of two long strings, one row of the table at a time.
#include "kernel.h"

enum { MOST = 8192 };

static uint8_t left[MOST], right[MOST];
static uint32_t row[MOST + 1];

KERNEL run(uint32_t n)
{
    if (MOST < n)
        n = MOST;
    uint32_t state = 3;
    for (uint32_t i = 0; i < n; i++) {
        left[i] = (uint8_t)('a' + next_random(&state) % 8);
        right[i] = (uint8_t)('a' + next_random(&state) % 8);
    }
    for (uint32_t j = 0; j <= n; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= n; j++) {
            uint32_t above = row[j];
            uint32_t best = diagonal + (left[i - 1] != right[j - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = above;
            row[j] = best;
        }
    }
    return row[n];
}
