// Escape times of the Mandelbrot set: doubles in registers, data-dependent branches.
#include "kernel.h"

KERNEL run(uint32_t n)
{
    uint64_t total = 0;
    for (uint32_t row = 0; row < n; row++) {
        for (uint32_t column = 0; column < n; column++) {
            double cr = 3.0 * column / n - 2.0, ci = 2.0 * row / n - 1.0;
            double r = 0, i = 0;
            uint32_t steps = 0;
            while (steps < 100 && r * r + i * i <= 4) {
                double next = r * r - i * i + cr;
                i = 2 * r * i + ci;
                r = next;
                steps++;
            }
            total += steps;
        }
    }
    return total;
}
