def get(xs: list[int], i: int) -> int:
    try:
        return xs[i]
    except IndexError as e:
        print(e)
        return -1


print(get([1, 2], 1), get([1, 2], 2), get([1, 2], -3), get([], 0))
