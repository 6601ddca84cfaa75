pairs = [(1, "a"), (2, "b"), (3, "c")]
for n, s in pairs:
    print(n, s)
total = 0
for n, s in pairs:
    total += n * len(s)
print(total)
