grid = [[1, 2, 3], [4, 5, 6]]
print(grid, len(grid), len(grid[0]), grid[1][2], grid[-1][-1])
grid[0][0] = 9
grid[1].append(7)
grid.append([])
print(grid)
for row in grid:
    for x in row:
        print(x, end=" ")
    print()
