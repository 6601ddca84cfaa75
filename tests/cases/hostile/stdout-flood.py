# tries: output without end
# on: cpython micropython
# ends: OSError

while True:
    print('x' * 1000)
