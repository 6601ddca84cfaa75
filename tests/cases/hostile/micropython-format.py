# tries: a field two billion wide
# on: micropython
# ends: MemoryError | ValueError | OverflowError | deadline | fine | ended
# deadline: 3000 ms

'{:2000000000d}'.format(1)
