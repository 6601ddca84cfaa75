# tries: a finalizer for after the end
# on: cpython micropython
# ends: fine

class Loop:
    def __del__(self):
        while True:
            pass
kept = Loop()
