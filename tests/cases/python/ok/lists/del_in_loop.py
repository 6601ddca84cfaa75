xs = [1, 2, 3, 4, 5, 6]
i = 0
while i < len(xs):
    if xs[i] % 2:
        del xs[i]
    else:
        i += 1
print(xs)
