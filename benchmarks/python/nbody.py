# Numeric: floats in lists, planets pulling each other.


def run():
    bodies = [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47],
        [4.84, -1.16, -0.10, 0.60, 2.81, -0.02, 0.037],
        [8.34, 4.12, -0.40, -1.01, 1.82, 0.008, 0.011],
        [12.89, -15.11, -0.22, 1.08, 0.86, -0.01, 0.0017],
        [15.37, -25.91, 0.17, 0.97, 0.59, -0.03, 0.002],
    ]
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    for _ in range(14000):
        for a, b in pairs:
            dx = a[0] - b[0]
            dy = a[1] - b[1]
            dz = a[2] - b[2]
            pull = 0.01 * (dx * dx + dy * dy + dz * dz) ** -1.5
            of_a = a[6] * pull
            of_b = b[6] * pull
            a[3] -= dx * of_b
            a[4] -= dy * of_b
            a[5] -= dz * of_b
            b[3] += dx * of_a
            b[4] += dy * of_a
            b[5] += dz * of_a
        for body in bodies:
            body[0] += 0.01 * body[3]
            body[1] += 0.01 * body[4]
            body[2] += 0.01 * body[5]
    return int(sum(sum(body[:6]) for body in bodies) * 1e3)
