def find(grid: list[list[int]], x: int) -> int:
    for i in range(len(grid)):
        for j in range(len(grid[i])):
            if grid[i][j] == x:
                return i * 10 + j
    return -1


print(find([[1, 2], [3, 4]], 4), find([[1, 2], [3, 4]], 5), find([], 1))
