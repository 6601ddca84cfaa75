name = "krait"
n = 42
x = 1.5
b = True
print(f"{name} {n} {x} {b} {None}")
print(f"{n + 1} {n * 2 - 1} {name.upper()} {len(name)} {x / 2}")
print(f"", f"plain", f"{{}} {{{n}}}")
