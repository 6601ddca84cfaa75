def check(n: int) -> bool:
    print("check", n)
    return n > 1


print(any(check(n) for n in [0, 1, 2, 3]))
print(all(check(n) for n in [2, 0, 3]))
