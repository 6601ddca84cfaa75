def find(xs: list[int], x: int) -> str:
    for i in range(len(xs)):
        if xs[i] == x:
            r = "found"
            break
    else:
        r = "missing"
    return r


print(find([1, 2, 3], 2), find([1, 2, 3], 9), find([], 1))
