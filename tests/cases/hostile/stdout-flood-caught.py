# tries: output without end, errors ignored
# on: cpython micropython
# ends: deadline
# deadline: 500 ms

while True:
    try:
        print('x' * 1000)
    except OSError:
        pass
