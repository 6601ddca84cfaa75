# Numeric: a matrix that is computed again for every use.


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    size = range(len(vector))
    return [sum([entry(i, j) * vector[j] for j in size]) for i in size]


def times_transposed(vector):
    size = range(len(vector))
    return [sum([entry(j, i) * vector[j] for j in size]) for i in size]


def run():
    u = [1.0] * 90
    for _ in range(8):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    dot = sum([a * b for a, b in zip(u, v)])
    norm = sum([b * b for b in v])
    return int((dot / norm) ** 0.5 * 1e9)
