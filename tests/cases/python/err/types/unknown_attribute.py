def f(s: str, xs: list[int], n: int) -> int:
    s.format_all()  # error PY2010: str has no 'format_all' in the typed tier
    xs.push(1)  # error PY2010: list[int] has no 'push' in the typed tier
    n.to_bytes()  # error PY2010: int has no 'to_bytes' in the typed tier
    return n
