# tries: clean-up without end
# on: cpython micropython
# ends: ended
# deadline: 300 ms

try:
    while True:
        pass
finally:
    while True:
        pass
