def find(xs: list[int], x: int) -> int | None:
    for i in range(len(xs)):
        if xs[i] == x:
            return i
    return None


for x in [1, 2, 9]:
    r = find([1, 2, 3], x)
    if r is None:
        print("none")
    else:
        print(r + 100)
print(find([5], 5), find([5], 6))
