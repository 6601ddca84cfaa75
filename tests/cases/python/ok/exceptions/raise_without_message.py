def f() -> None:
    raise ValueError


try:
    f()
except ValueError as e:
    print("[" + str(e) + "]")
raise RuntimeError()
