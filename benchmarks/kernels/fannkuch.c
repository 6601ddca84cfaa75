// Flips of prefixes over all permutations: short loops over small arrays.
#include "kernel.h"

KERNEL run(uint32_t n)
{
    int32_t permutation[16], flipped[16], count[16];
    if (12 < n)
        n = 12;
    for (uint32_t i = 0; i < n; i++)
        permutation[i] = (int32_t)i;
    int32_t most = 0;
    uint32_t checksum = 0, number = 0, r = n;
    for (;;) {
        for (; r != 1; r--)
            count[r - 1] = (int32_t)r;
        for (uint32_t i = 0; i < n; i++)
            flipped[i] = permutation[i];
        int32_t flips = 0, first;
        while ((first = flipped[0]) != 0) {
            for (int32_t low = 0, high = first; low < high; low++, high--) {
                int32_t kept = flipped[low];
                flipped[low] = flipped[high];
                flipped[high] = kept;
            }
            flips++;
        }
        most = most < flips ? flips : most;
        checksum += number % 2 == 0 ? (uint32_t)flips : -(uint32_t)flips;
        number++;
        for (;; r++) {
            if (r == n)
                return (uint64_t)checksum << 32 | (uint32_t)most;
            int32_t head = permutation[0];
            for (uint32_t i = 0; i < r; i++)
                permutation[i] = permutation[i + 1];
            permutation[r] = head;
            if (0 < --count[r])
                break;
        }
    }
}
