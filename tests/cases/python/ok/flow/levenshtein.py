def distance(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i in range(len(a)):
        current = [i + 1]
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost))
        previous = current
    return previous[-1]


print(distance("kitten", "sitting"), distance("", "abc"), distance("same", "same"), distance("flaw", "lawn"), distance("żółw", "zolw"))
