def f(n: int) -> int:
    return n + missing  # error PY2001: name 'missing' is not defined


print(f(1), undefined)  # error PY2001: name 'undefined' is not defined
