x = 1
del x  # error PY3001
