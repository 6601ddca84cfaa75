def f(a: int, b: int, s: int) -> None:
    for i in range(a, b, s):
        print(i)
    print("end")


f(0, 5, 2)
f(5, 0, -2)
f(0, 5, -1)
f(5, 0, 1)
f(-10, 10, 7)
