# tries: holes everywhere, then one large block
# on: cpython
# ends: MemoryError
# back ends: compiler interpreter
# after: changed

kept = []
try:
    while True:
        kept.append(bytearray(3000))
except MemoryError:
    del kept[::2]
    bytearray(60 << 20)
