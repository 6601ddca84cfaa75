# tries: reading on behind the end of the input
# on: cpython micropython
# ends: deadline | ended
# back ends: compiler interpreter
# deadline: 300 ms

while True:
    try:
        input()
    except EOFError:
        pass
