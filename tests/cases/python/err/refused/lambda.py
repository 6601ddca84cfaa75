f = lambda x: x + 1  # error PY3001
