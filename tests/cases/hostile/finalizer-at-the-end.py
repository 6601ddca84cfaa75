# tries: a finalizer for after the end
# on: cpython micropython
# ends: fine
# back ends: compiler interpreter

class Loop:
    def __del__(self):
        while True:
            pass
kept = Loop()
