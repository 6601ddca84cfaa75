# tries: a number with a million digits
# on: micropython
# ends: MemoryError | deadline | OverflowError
# deadline: 3000 ms

x = 7
while True:
    x = x * x
