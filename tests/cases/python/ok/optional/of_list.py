def evens(n: int) -> list[int] | None:
    if n < 0:
        return None
    return [i for i in range(n) if i % 2 == 0]


xs = evens(5)
if xs is not None:
    xs.append(100)
    print(xs)
print(evens(-1) is None, evens(0))
