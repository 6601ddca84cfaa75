x = 1


def bump() -> int:
    global x
    x = 100
    return 5


def f() -> int:
    y = 1
    y += bump()
    return y


print(f(), x)
x = 1
x = x + bump()
print(x)
