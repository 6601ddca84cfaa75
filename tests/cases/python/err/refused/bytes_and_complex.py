a = b"abc"  # error PY3001
b = 2j  # error PY3001
