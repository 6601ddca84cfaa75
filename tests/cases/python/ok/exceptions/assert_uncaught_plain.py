n = 3
assert n == 3
print(n)
assert n == 4
