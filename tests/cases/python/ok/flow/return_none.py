def f(n: int) -> None:
    if n > 2:
        print("early")
        return
    print("late")


f(1)
f(3)
print(f(3))
