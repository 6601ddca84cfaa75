def f(n: int) -> int:
    assert n > 0
    assert n < 10, "too large"
    return n


print(f(5))
try:
    f(20)
except AssertionError as e:
    print("[" + str(e) + "]")
try:
    f(-1)
except AssertionError as e:
    print("[" + str(e) + "]")
f(11)
