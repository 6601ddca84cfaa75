def step(grid: list[list[int]]) -> list[list[int]]:
    h = len(grid)
    w = len(grid[0])
    result: list[list[int]] = []
    for y in range(h):
        row: list[int] = []
        for x in range(w):
            n = 0
            for dy in range(-1, 2):
                for dx in range(-1, 2):
                    if dy != 0 or dx != 0:
                        n += grid[(y + dy) % h][(x + dx) % w]
            row.append(1 if n == 3 or (n == 2 and grid[y][x] == 1) else 0)
        result.append(row)
    return result


grid = [[0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
for _ in range(4):
    grid = step(grid)
    for row in grid:
        print("".join(["#" if c else "." for c in row]))
    print("-")
