# Functions: closures, defaults, keyword arguments, map, filter and lambda.


def counter(start, step=1):
    value = start

    def following(scale=1, offset=0):
        nonlocal value
        value += step
        return value * scale + offset

    return following


def run():
    total = 0
    counters = [counter(i, step=i % 3 + 1) for i in range(10)]
    for turn in range(14000):
        for function in counters:
            total += function(scale=turn & 3, offset=1)
    compose = lambda f, g: lambda x: f(g(x))
    chain = lambda x: x
    for k in range(12):
        chain = compose(chain, lambda x, k=k: (x * 3 + k) & 0xFFFF)
    total += sum(map(chain, filter(lambda n: n % 3, range(9000))))
    return total
