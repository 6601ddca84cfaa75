def f(a: int, b: int, c: int = 3) -> int:
    return a + b + c


print(f(1))  # error PY2008: 'f' takes 3 arguments but gets no 'b'
print(f(1, 2, 3, 4))  # error PY2008: 'f' takes 3 arguments but gets 4
print(len())  # error PY2008: 'len' takes 1 argument but gets 0
