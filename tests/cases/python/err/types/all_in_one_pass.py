def f(n: int) -> str:
    a = n + "x"  # error PY2003: '+' does not take int and str
    b = missing  # error PY2001: name 'missing' is not defined
    return n  # error PY2004: this function promises str but returns int


def g(s: str) -> int:
    return s.nothing()  # error PY2010: str has no 'nothing' in the typed tier
