# tries: a finalizer that never ends
# on: cpython
# ends: fine | deadline | ended
# back ends: compiler interpreter
# deadline: 300 ms

class Loop:
    def __del__(self):
        while True:
            pass
Loop()
