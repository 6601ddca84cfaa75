def iterations(cr: float, ci: float) -> int:
    zr = 0.0
    zi = 0.0
    n = 0
    while zr * zr + zi * zi <= 4.0 and n < 50:
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        n += 1
    return n


for y in range(-4, 5):
    row = ""
    for x in range(-8, 4):
        row += "#" if iterations(x / 4, y / 4) == 50 else "."
    print(row)
