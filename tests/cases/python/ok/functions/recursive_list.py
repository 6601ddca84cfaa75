def flatten(xs: list[list[int]]) -> list[int]:
    r: list[int] = []
    for x in xs:
        r.extend(x)
    return r


def permutations(xs: list[int]) -> list[list[int]]:
    if len(xs) <= 1:
        return [xs[:]]
    r: list[list[int]] = []
    for i in range(len(xs)):
        for p in permutations(xs[:i] + xs[i + 1:]):
            r.append([xs[i]] + p)
    return r


print(flatten([[1], [2, 3], []]))
print(permutations([1, 2, 3]))
