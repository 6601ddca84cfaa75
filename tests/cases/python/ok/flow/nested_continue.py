for i in range(4):
    for j in range(4):
        if (i + j) % 2:
            continue
        if j == 3:
            break
        print(i, j)
