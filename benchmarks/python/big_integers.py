# Numeric: digits of pi with integers of any size.


def run():
    digits = 900
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    checksum = count = 0
    while count < digits:
        if 4 * q + r - t < n * t:
            checksum = (checksum * 10 + n) % 1000000007
            count += 1
            r, n, q = 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n, q * 10
        else:
            r, n, q, t, k, l = (2 * q + r) * l, (q * (7 * k + 2) + r * l) // (t * l), q * k, t * l, k + 1, l + 2
    return checksum
