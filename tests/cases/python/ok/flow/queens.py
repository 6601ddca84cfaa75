def solve(n: int, row: int, columns: list[int]) -> int:
    if row == n:
        return 1
    count = 0
    for c in range(n):
        ok = True
        for r in range(row):
            if columns[r] == c or abs(columns[r] - c) == row - r:
                ok = False
                break
        if ok:
            columns[row] = c
            count += solve(n, row + 1, columns)
    return count


for n in range(1, 7):
    print(n, solve(n, 0, [0] * n))
