def f(n: int) -> int:
    return n


g = f  # error PY3006: 'f' can only be called here, not kept as a value
h = len  # error PY3006: 'len' can only be called here, not kept as a value
