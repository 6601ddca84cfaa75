i = 0
j = 10
while i < j and (i * j) != 24:
    i += 1
    j -= 1
    print(i, j)
