def f(s: str, xs: list[int], n: int) -> int:
    s.format_all()  # error PY2010
    xs.push(1)  # error PY2010
    n.to_bytes()  # error PY2010
    return n
