def hanoi(n: int, a: list[int], b: list[int], c: list[int]) -> int:
    if n == 0:
        return 0
    k = hanoi(n - 1, a, c, b)
    b.append(a.pop())
    return k + 1 + hanoi(n - 1, c, b, a)


a = [3, 2, 1]
b: list[int] = []
c: list[int] = []
print(hanoi(3, a, b, c), a, b, c)
