s = "abc"
s[0] = "x"  # error PY2031
t = (1, 2)
t[0] = 5  # error PY2031
