for i in range(1, 25):
    for j in range(1, 15):
        print(i / j)
