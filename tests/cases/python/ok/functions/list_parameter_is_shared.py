def add(xs: list[int], n: int) -> None:
    xs.append(n)
    xs = [9, 9]
    xs.append(n)


a = [1]
add(a, 2)
print(a)
