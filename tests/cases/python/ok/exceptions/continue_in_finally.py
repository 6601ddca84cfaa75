total = 0
for i in range(4):
    try:
        if i == 1:
            raise ValueError("x")
        total += 10 // (i - 2)
    except ZeroDivisionError:
        total += 100
    finally:
        total += 1
        if i == 1:
            continue
    total += 1000
print(total)
