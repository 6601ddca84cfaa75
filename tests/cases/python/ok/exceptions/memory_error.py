def text(n: int) -> int:
    try:
        return len("ab" * n)
    except MemoryError:
        return -1


def items(n: int) -> int:
    try:
        return len([0, 1] * n)
    except MemoryError:
        return -1


def padded(n: int) -> int:
    try:
        return len("x".ljust(n)) + len("x".zfill(n)) + len("x".center(n))
    except MemoryError:
        return -1


print(text(3), text(10 ** 15), text(5))
print(items(3), items(10 ** 15), items(5))
print(padded(3), padded(10 ** 15), padded(5))
