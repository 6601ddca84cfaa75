def unique(xs: list[int]) -> list[int]:
    out: list[int] = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


print(unique([3, 1, 3, 2, 1]), unique([]), len(unique(list(range(50)) + list(range(25)))))
