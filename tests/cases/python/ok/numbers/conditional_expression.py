for n in [-2, 0, 3]:
    print("neg" if n < 0 else "zero" if n == 0 else "pos")
    print((n if n > 0 else -n) + 1)
x = 1.5 if True else 2.5
print(x)
