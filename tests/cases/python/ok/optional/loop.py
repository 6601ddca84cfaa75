def next_of(n: int) -> int | None:
    return n - 1 if n > 0 else None


n: int | None = 3
while n is not None:
    print(n)
    n = next_of(n)
print(n)
