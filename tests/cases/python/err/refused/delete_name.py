x = 1
del x  # error PY3001: `del` of a name is not in the typed tier
