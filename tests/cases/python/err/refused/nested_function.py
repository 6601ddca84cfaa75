def f(n: int) -> int:
    def g(m: int) -> int:  # error PY3001: a function inside a function is not in the typed tier
        return m
    return g(n)
