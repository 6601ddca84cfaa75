n = 5
name = "x"
print(f"{n=} {name=} {n + 1=} {name!s}")
