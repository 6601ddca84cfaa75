data = [1, 5, 8, 2]
print([y for x in data if (y := x * 2) > 5])
while (n := len(data)) > 2:
    data.pop()
    print(n)
