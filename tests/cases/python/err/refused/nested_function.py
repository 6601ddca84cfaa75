def f(n: int) -> int:
    def g(m: int) -> int:  # error PY3001
        return m
    return g(n)
