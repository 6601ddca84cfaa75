text = "name,qty,price\npen,3,1.5\nbook,1,12.25\n,0,0.0\n"
total = 0.0
for i, line in enumerate(text.splitlines()):
    if i == 0:
        header = line.split(",")
        continue
    cells = line.split(",")
    amount = int(cells[1]) * float(cells[2])
    total += amount
    print(f"{cells[0]!r}: {amount}")
print(header, total)
