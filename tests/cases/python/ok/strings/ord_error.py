def f(s: str) -> int:
    return ord(s)


print(f("a"))
print(f("ab"))
