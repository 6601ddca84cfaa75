seed = 42
out = 0
for i in range(1000):
    seed = (seed * 1103515245 + 1442695040888) % 1000000007
    out ^= seed << (i % 20)
print(seed, out)
