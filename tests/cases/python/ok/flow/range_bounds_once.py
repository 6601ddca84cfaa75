def bound() -> int:
    print("bound")
    return 3


for i in range(bound()):
    print(i)
n = 3
for i in range(n):
    n = 10
    print(i, n)
