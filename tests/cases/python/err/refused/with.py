def f(s: str) -> int:
    with open(s) as file:  # error PY3001: `with` is not in the typed tier
        return 1
