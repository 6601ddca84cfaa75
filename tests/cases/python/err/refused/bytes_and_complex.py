a = b"abc"  # error PY3001: bytes is not in the typed tier
b = 2j  # error PY3001: complex is not in the typed tier
