a = 3
x = 0.5
print(a + x, x + a, a - x, x - a, a * x, x * a, a / x, x / a, a // x, x // a, a % x, x % a)
print(True + 1, True + True, False * 5, True / 2, True + 0.5, -True, +True, ~True)
