# tries: a loop without end
# on: cpython micropython
# ends: deadline
# deadline: 300 ms

while True:
    pass
