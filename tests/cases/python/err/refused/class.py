class A:  # error PY3001: `class` is not in the typed tier
    x = 1
