# Numeric: lists of lists, comprehensions and zip.


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, column)]) % 1000003 for column in columns] for row in a]


def run():
    size = 60
    a = [[(i * j + i + 3 * j) % 101 for j in range(size)] for i in range(size)]
    b = [[(i - j) % 97 for j in range(size)] for i in range(size)]
    for _ in range(5):
        a = multiply(a, b)
    return sum([sum(row) for row in a])
