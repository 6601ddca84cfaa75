n = 10
while (n := n - 3) > 0:
    print(n)
print(n)
if (m := n * 2) < 0:
    print("negative", m)
print((k := 5) + k)
