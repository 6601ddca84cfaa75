def factors(n: int) -> list[int]:
    r: list[int] = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            r.append(d)
            n //= d
        d += 1
    if n > 1:
        r.append(n)
    return r


for n in [1, 2, 12, 97, 360, 1001, 999983, 600851475143]:
    print(n, factors(n))
