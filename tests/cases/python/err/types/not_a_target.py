s = "abc"
s[0] = "x"  # error PY2031: an element of str cannot be assigned to
t = (1, 2)
t[0] = 5  # error PY2031: an element of tuple[int, int] cannot be assigned to
