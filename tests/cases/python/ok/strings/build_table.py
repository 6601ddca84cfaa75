lines: list[str] = []
for i in range(1, 6):
    row: list[str] = []
    for j in range(1, 6):
        row.append(str(i * j).rjust(3))
    lines.append("".join(row))
print("\n".join(lines))
