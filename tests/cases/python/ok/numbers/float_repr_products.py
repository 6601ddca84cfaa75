x = 1.1
for i in range(250):
    x *= 1.7
    print(x)
x = 0.9
for i in range(250):
    x *= 0.31
    print(x)
