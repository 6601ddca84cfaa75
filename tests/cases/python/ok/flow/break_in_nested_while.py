i = 0
while True:
    j = 0
    while True:
        j += 1
        if j > i:
            break
    i += j
    print(i, j)
    if i > 20:
        break
