def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


for i in range(1, 40):
    print(i, collatz(i))
print(collatz(837799))
