def f(s: str, i: int) -> str:
    return s[i]


print(f("abc", -3))
print(f("abc", -4))
