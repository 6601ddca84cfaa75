// Quicksort through a comparison function, as the C library's qsort is called.
#include "kernel.h"

typedef int comparison(const void *, const void *);

static uint32_t numbers[2 << 20];

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static int compare_low_bits(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left & 0xffff, b = *(const uint32_t *)right & 0xffff;
    return a != b ? (a > b) - (a < b) : compare_numbers(left, right);
}

// Through a table, so that no compiler sees which one is called.
static comparison *volatile comparisons[2] = {compare_numbers, compare_low_bits};

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t kept = *a;
    *a = *b;
    *b = kept;
}

static void sort(uint32_t *low, uint32_t *high, comparison *compare)
{
    while (16 < high - low) {
        uint32_t *middle = low + (high - low) / 2;
        if (compare(middle, low) < 0)
            swap(middle, low);
        if (compare(high - 1, low) < 0)
            swap(high - 1, low);
        if (compare(high - 1, middle) < 0)
            swap(high - 1, middle);
        uint32_t pivot = *middle;
        uint32_t *i = low, *j = high - 1;
        while (i <= j) {
            while (compare(i, &pivot) < 0)
                i++;
            while (compare(&pivot, j) < 0)
                j--;
            if (i <= j)
                swap(i++, j--);
        }
        if (j - low < high - i) {
            sort(low, j + 1, compare);
            low = i;
        } else {
            sort(i, high, compare);
            high = j + 1;
        }
    }
    for (uint32_t *i = low + 1; i < high; i++) {
        for (uint32_t *j = i; low < j && compare(j, j - 1) < 0; j--)
            swap(j, j - 1);
    }
}

KERNEL run(uint32_t n)
{
    if (sizeof numbers / sizeof *numbers < n)
        n = sizeof numbers / sizeof *numbers;
    uint64_t hash = 0;
    for (int order = 0; order < 2; order++) {
        uint32_t state = 7;
        for (uint32_t i = 0; i < n; i++)
            numbers[i] = next_random(&state);
        sort(numbers, numbers + n, comparisons[order]);
        for (uint32_t i = 0; i < n; i += 97)
            hash = mix(hash, numbers[i]);
    }
    return hash;
}
