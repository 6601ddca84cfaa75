# tries: a loop that catches everything
# on: cpython micropython
# ends: ended
# back ends: compiler interpreter
# deadline: 300 ms

while True:
    try:
        while True:
            pass
    except BaseException:
        pass
