seed = 42
out = 0
for i in range(1000):
    seed = (seed * 6364136223846793 + 1442695040888963407) % 1000000007
    out ^= seed << (i % 20)
print(seed, out)
