# The nth prime by trial division: plain Python that a compiler makes fast.
def find_prime(nth: int) -> int:
    """Return the nth prime number, counting 2 as the first."""
    n = 0
    i = -1
    while n < nth:
        i = i + 1
        if i <= 1:
            continue
        elif i == 2:
            n = n + 1
        else:
            gotit = 1
            for j in range(2, i // 2 + 1):
                if i % j == 0:
                    gotit = 0
                    break
            if gotit == 1:
                n = n + 1
    return i


if __name__ == "__main__":
    print(find_prime(2000))
