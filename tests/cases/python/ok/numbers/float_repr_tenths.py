total = 0.0
for i in range(300):
    total += 0.1
    print(total)
