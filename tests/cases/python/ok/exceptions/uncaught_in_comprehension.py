def inverse(n: int) -> float:
    return 1 / n


print([inverse(n) for n in [1, 2, 4]])
print([inverse(n) for n in [1, 0, 4]])
