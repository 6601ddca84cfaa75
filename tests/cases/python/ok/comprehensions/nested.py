print([x * y for x in range(3) for y in range(3)], [(x, y) for x in range(3) for y in range(x)], [[x * y for y in range(3)] for x in range(3)])
print([x for row in [[1, 2], [3], []] for x in row], [a + b for a in "ab" for b in "xy"])
