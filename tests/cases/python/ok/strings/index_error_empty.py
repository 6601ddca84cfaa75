def last(s: str) -> str:
    return s[-1]


print(last("x"))
print(last(""))
