f = lambda x: x + 1  # error PY3001: `lambda` is not in the typed tier
