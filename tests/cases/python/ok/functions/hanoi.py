moves: list[str] = []


def hanoi(n: int, a: str, b: str, c: str) -> None:
    if n == 0:
        return
    hanoi(n - 1, a, c, b)
    moves.append(a + c)
    hanoi(n - 1, b, a, c)


hanoi(4, "A", "B", "C")
print(len(moves), " ".join(moves))
