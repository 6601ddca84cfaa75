# tries: clean-up without end
# on: cpython micropython
# ends: ended
# back ends: compiler interpreter
# deadline: 300 ms

try:
    while True:
        pass
finally:
    while True:
        pass
