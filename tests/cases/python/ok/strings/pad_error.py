print("a".ljust(3, "-"))
print("a".ljust(3, "--"))
