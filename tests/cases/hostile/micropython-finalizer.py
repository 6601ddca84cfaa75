# tries: open files that nobody closes
# on: micropython
# ends: MemoryError | fine | deadline | OSError
# back ends: compiler interpreter
# deadline: 500 ms

kept = 0
while True:
    f = open('/f', 'w')
    f.write('x')
