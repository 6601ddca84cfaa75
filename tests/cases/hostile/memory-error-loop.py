# tries: memory errors caught for ever
# on: cpython micropython
# ends: deadline
# deadline: 700 ms
# after: changed

kept = []
while True:
    try:
        while True:
            kept.append(bytearray(1000000))
    except MemoryError:
        if kept:  # MicroPython does not collect what is popped before the program ends.
            kept.pop()
