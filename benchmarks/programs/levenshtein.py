# Edit distance of two lists of integers, in the same loops as levenshtein.c.
def fill(n: int, seed: int) -> list[int]:
    items: list[int] = []
    x = seed
    for i in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        items.append(x // 65536 % 26)
    return items


def distance(a: list[int], b: list[int]) -> int:
    n = len(a)
    m = len(b)
    previous = list(range(m + 1))
    current = [0] * (m + 1)
    for i in range(1, n + 1):
        current[0] = i
        for j in range(1, m + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            best = previous[j] + 1
            if current[j - 1] + 1 < best:
                best = current[j - 1] + 1
            if previous[j - 1] + cost < best:
                best = previous[j - 1] + cost
            current[j] = best
        previous, current = current, previous
    return previous[m]
