x = 1.5
print(f"{x:.2f}")  # error PY3007: a format specifier in an f-string is not in the typed tier
