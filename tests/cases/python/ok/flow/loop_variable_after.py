for i in range(5):
    pass
print(i)
i = 42
for i in range(0):
    pass
print(i)
for i in range(3):
    print(i)
    i = 100
print(i)
