def search(xs: list[int], x: int) -> int:
    low = 0
    high = len(xs) - 1
    while low <= high:
        mid = (low + high) // 2
        if xs[mid] < x:
            low = mid + 1
        elif xs[mid] > x:
            high = mid - 1
        else:
            return mid
    return -1


xs = [1, 3, 5, 7, 9, 11]
for x in range(13):
    print(x, search(xs, x))
