def sort(xs: list[int]) -> list[int]:
    if len(xs) < 2:
        return xs
    m = len(xs) // 2
    a = sort(xs[:m])
    b = sort(xs[m:])
    r: list[int] = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            r.append(a[i])
            i += 1
        else:
            r.append(b[j])
            j += 1
    return r + a[i:] + b[j:]


print(sort([5, 3, 8, 1, 9, 2, 7, 7, -4]), sort([]), sort([1]))
