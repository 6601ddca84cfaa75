x = 1.5
print(f"{x:.2f}")  # error PY3007
