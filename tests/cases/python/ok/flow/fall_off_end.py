def f(n: int) -> None:
    if n > 0:
        print("positive")


f(1)
f(-1)
print(f(-1))
