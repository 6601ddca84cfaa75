print(abs(-5), abs(5), abs(-2.5), abs(-0.0), abs(True), abs(False))
print(min(3, 1, 2), max(3, 1, 2), min(2.5, -1.0), max(2.5, -1.0), min(-5, 5), max(-5, 5))
a = 7
b = 3
print(min(a, b), max(a, b), min(a, b, 5, -1), max(a, b, 5, 100))
