for i in range(4):
    for j in range(4):
        if j == i:
            break
        print(i, j)
    else:
        print("inner else", i)
    if i == 2:
        break
else:
    print("outer else")
