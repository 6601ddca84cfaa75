# tries: an exception whose text never ends
# on: cpython
# ends: Evil
# deadline: 300 ms

class Evil(Exception):
    def __str__(self):
        while True:
            pass
raise Evil
