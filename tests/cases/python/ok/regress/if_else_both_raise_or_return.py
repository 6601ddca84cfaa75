def f(n: int) -> int:
    if n < 0:
        raise ValueError("negative")
    else:
        return n


print(f(3))
print(f(-1))
