seed = 12345
for i in range(400):
    seed = seed * 1103515245 % 2147483648 + 12345
    a = seed % 1000003
    seed = seed * 69069 % 4294967296 + 1
    b = seed % 999983 + 1
    print(a / b, b * 1.1 / (a + 1), a * 1e10 / b, b / 1e12 / (a + 3))
