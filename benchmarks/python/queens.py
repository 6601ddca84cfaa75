# Recursion and generators: queens that do not see each other.


def place(size, columns, rising, falling):
    row = len(columns)
    if row == size:
        yield columns
        return
    for column in range(size):
        if column not in columns and row + column not in rising and row - column not in falling:
            for solution in place(size, columns + [column], rising | {row + column}, falling | {row - column}):
                yield solution


def run():
    total = count = 0
    for size in (8, 9):
        for solution in place(size, [], set(), set()):
            count += 1
            for row, column in enumerate(solution):
                total += row * column
    return total * 1000 + count
