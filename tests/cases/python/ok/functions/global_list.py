cache: list[int] = []
hits = 0


def fib(n: int) -> int:
    global hits
    if n < len(cache):
        hits += 1
        return cache[n]
    if n < 2:
        r = n
    else:
        r = fib(n - 1) + fib(n - 2)
    if n == len(cache):
        cache.append(r)
    return r


print(fib(50), hits, cache[-3:])
