class A:  # error PY3001
    x = 1
