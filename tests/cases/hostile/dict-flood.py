# tries: a dictionary without end
# on: cpython micropython
# ends: MemoryError
# after: changed
# judge: cpython

d = {}
i = 0
while True:
    d[i] = bytearray(1000)
    i += 1
