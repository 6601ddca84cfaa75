def primes(n: int) -> list[int]:
    return [p for p in range(2, n) if all([p % d != 0 for d in range(2, p)])]


def transpose(m: list[list[int]]) -> list[list[int]]:
    return [[row[i] for row in m] for i in range(len(m[0]))]


print(primes(30), transpose([[1, 2, 3], [4, 5, 6]]))
