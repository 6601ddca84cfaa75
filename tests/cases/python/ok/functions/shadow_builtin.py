def f(len: int) -> int:
    return len + 1


sum = 5
print(f(3), sum)
max = [1, 2]
print(max)
