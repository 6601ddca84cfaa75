# tries: a list that grows until nothing is left
# on: cpython micropython
# ends: MemoryError
# after: changed
# judge: cpython

kept = []
while True:
    kept.append(bytearray(100000))
