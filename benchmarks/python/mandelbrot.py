# Numeric: loops over floats in local variables.


def run():
    width, height, limit = 160, 120, 60
    total = 0
    for row in range(height):
        ci = 2.0 * row / height - 1.0
        for column in range(width):
            cr = 3.0 * column / width - 2.0
            zr = zi = 0.0
            steps = 0
            while steps < limit:
                square_r = zr * zr
                square_i = zi * zi
                if square_r + square_i > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = square_r - square_i + cr
                steps += 1
            total = (total * 31 + steps) % 1000000007
    return total
