# Generators: values on their way through a chain of them.


def numbers(count):
    for i in range(count):
        yield i


def scaled(source, factor):
    for value in source:
        yield value * factor


def paired(source):
    last = 0
    for value in source:
        yield last, value
        last = value


def kept(source):
    for a, b in source:
        if (a ^ b) & 3:
            yield a + b


def run():
    total = 0
    for factor in range(1, 9):
        total += sum(kept(paired(scaled(numbers(25000), factor))))
    return total + sum(x * y for x in range(300) for y in range(300))
