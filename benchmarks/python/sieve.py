# Numeric: a bytearray, counted through.
# micropython: no, a sum of its ranges needs more than a machine word


def run():
    size = 600000
    is_prime = bytearray(b"\x01" * size)
    total = 0
    for n in range(2, size):
        if is_prime[n]:
            total += n
            for multiple in range(n * n, size, n):
                is_prime[multiple] = 0
    return total
