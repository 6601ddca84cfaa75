def f(s: str, c: int) -> str:
    return s[::c]


print(f("abc", -1))
print(f("abc", 0))
