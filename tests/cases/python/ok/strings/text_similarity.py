def ratio(a: str, b: str) -> float:
    a = a.lower().strip()
    b = b.lower().strip()
    if not a and not b:
        return 1.0
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a):
        current = [i + 1]
        for j, y in enumerate(b):
            if x == y:
                current.append(previous[j])
            else:
                current.append(1 + min(previous[j], previous[j + 1], current[j]))
        previous = current
    return 1 - previous[len(b)] / max(len(a), len(b))


print(ratio("Kitten", "sitting"), ratio("", ""), ratio("abc", ""), ratio(" Wireless Mouse", "wireless mouse "), ratio("żółw", "ŻÓŁW"))
