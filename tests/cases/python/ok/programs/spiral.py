def spiral(n: int) -> list[list[int]]:
    grid = [[0] * n for _ in range(n)]
    x = y = 0
    dx = 1
    dy = 0
    for k in range(1, n * n + 1):
        grid[y][x] = k
        nx = x + dx
        ny = y + dy
        if not (0 <= nx < n and 0 <= ny < n) or grid[ny][nx] != 0:
            dx, dy = -dy, dx
            nx = x + dx
            ny = y + dy
        x, y = nx, ny
    return grid


for row in spiral(5):
    print(" ".join([str(v).rjust(2) for v in row]))
