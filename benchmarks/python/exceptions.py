# Exceptions: raised, caught, passed on and cleaned up after.


class Refused(Exception):
    def __init__(self, code):
        super().__init__("refused")
        self.code = code


def check(n):
    if n % 3 == 0:
        raise Refused(n)
    if n % 5 == 0:
        raise KeyError(n)
    return n


def attempt(n, log):
    try:
        return check(n)
    except Refused as refused:
        log[0] += refused.code & 7
        return 1
    finally:
        log[1] += 1


def run():
    log = [0, 0]
    total = 0
    for n in range(80000):
        try:
            total += attempt(n, log)
        except KeyError:
            total -= 1
    return total + log[0] * 3 + log[1]
