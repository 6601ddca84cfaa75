def f(s: str) -> int:
    try:
        return int(s)
    except ValueError as e:
        raise RuntimeError("cannot parse") from e


try:
    f("x")
except RuntimeError as e:
    print(e)
try:
    f("y")
except Exception as e:
    print(e)
