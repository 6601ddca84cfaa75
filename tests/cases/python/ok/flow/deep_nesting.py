count = 0
for a in range(4):
    for b in range(4):
        for c in range(4):
            if a < b:
                if b < c:
                    while count % 5 != 4:
                        count += 1
                    else:
                        count += 1
                elif b == c:
                    count += 2
                else:
                    continue
            else:
                count += 1
print(count)
