// Five bodies under gravity: doubles, square roots, structures in memory.
#include "kernel.h"

struct body {
    double x, y, z, vx, vy, vz, mass;
};

static const struct body start[5] = {
    {0, 0, 0, 0, 0, 0, 39.5},
    {4.84, -1.16, -0.10, 0.61, 2.81, -0.02, 0.0377},
    {8.34, 4.12, -0.40, -1.01, 1.82, 0.01, 0.0113},
    {12.89, -15.11, -0.22, 1.08, 0.87, -0.01, 0.0017},
    {15.38, -25.92, 0.18, 0.98, 0.59, -0.03, 0.0020},
};

static struct body bodies[5];

static void advance(double step)
{
    for (int i = 0; i < 5; i++) {
        for (int j = i + 1; j < 5; j++) {
            double dx = bodies[i].x - bodies[j].x;
            double dy = bodies[i].y - bodies[j].y;
            double dz = bodies[i].z - bodies[j].z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = step / (square * __builtin_sqrt(square));
            bodies[i].vx -= dx * bodies[j].mass * pull;
            bodies[i].vy -= dy * bodies[j].mass * pull;
            bodies[i].vz -= dz * bodies[j].mass * pull;
            bodies[j].vx += dx * bodies[i].mass * pull;
            bodies[j].vy += dy * bodies[i].mass * pull;
            bodies[j].vz += dz * bodies[i].mass * pull;
        }
    }
    for (int i = 0; i < 5; i++) {
        bodies[i].x += step * bodies[i].vx;
        bodies[i].y += step * bodies[i].vy;
        bodies[i].z += step * bodies[i].vz;
    }
}

KERNEL run(uint32_t n)
{
    for (int i = 0; i < 5; i++)
        bodies[i] = start[i];
    for (uint32_t i = 0; i < n; i++)
        advance(0.001);
    uint64_t hash = 0;
    for (int i = 0; i < 5; i++)
        hash = mix(hash, bits_of(bodies[i].x));
    return hash;
}
