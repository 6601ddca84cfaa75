def s(t: str) -> str:
    print("s", t)
    return t


print(s("a,b").split(s(",")))
print(s("banana").replace(s("a"), s("o")))
print(s("-").join([s("x"), s("y")]))
