def multiply(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    result: list[list[int]] = []
    for i in range(len(a)):
        row: list[int] = []
        for j in range(len(b[0])):
            s = 0
            for k in range(len(b)):
                s += a[i][k] * b[k][j]
            row.append(s)
        result.append(row)
    return result


print(multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]]))
m = [[1, 1], [1, 0]]
r = [[1, 0], [0, 1]]
for _ in range(30):
    r = multiply(r, m)
print(r)
