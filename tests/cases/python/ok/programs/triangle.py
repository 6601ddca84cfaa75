rows: list[list[int]] = [[1]]
for _ in range(10):
    last = rows[-1]
    rows.append([1] + [last[i] + last[i + 1] for i in range(len(last) - 1)] + [1])
for r in rows:
    print(r)
