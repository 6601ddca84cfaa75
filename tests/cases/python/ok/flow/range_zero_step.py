def f(s: int) -> None:
    for i in range(0, 3, s):
        print(i)


f(1)
f(0)
