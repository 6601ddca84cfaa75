def f(s: str) -> int:
    with open(s) as file:  # error PY3001
        return 1
