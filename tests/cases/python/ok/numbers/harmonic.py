total = 0.0
for i in range(1, 101):
    total += 1 / i
    if i % 10 == 0:
        print(i, total)
