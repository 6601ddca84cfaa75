print([x * x for x in range(6)], [x for x in [3, 1, 2]], [c for c in "abc"], [str(i) for i in range(3)], [x / 2 for x in [1, 2]])
print([x for x in range(10) if x % 3 == 0], [x for x in range(20) if x % 2 if x % 3], [c.upper() for c in "hello" if c != "l"])
