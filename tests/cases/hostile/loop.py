# tries: a loop without end
# on: cpython micropython
# ends: deadline
# back ends: compiler interpreter
# deadline: 300 ms

while True:
    pass
