total = 0
for i in range(-50, 51):
    total = total * 3 % 1000003 + i % 7 + i // 7 + i % -5
print(total)
for i in range(-9, 10):
    print(i % 4, i // 4, i % 8, i // 8)
