def f(n: int) -> None:
    i = 0
    while i < n:
        if i == 3:
            print("break")
            break
        i += 1
    else:
        print("else", i)


f(0)
f(2)
f(3)
f(4)
