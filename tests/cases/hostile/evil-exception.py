# tries: an exception whose text never ends
# on: cpython
# ends: Evil
# back ends: compiler interpreter
# deadline: 300 ms

class Evil(Exception):
    def __str__(self):
        while True:
            pass
raise Evil
