xs = [3, 1, 4, 1, 5, 9, 2, 6]
sums = [0]
for x in xs:
    sums.append(sums[-1] + x)
print(sums)
for i in range(len(xs)):
    for j in range(i, len(xs) + 1):
        if sums[j] - sums[i] == 10:
            print(i, j, xs[i:j])
