# tries: an exception that lies about its class
# on: cpython
# ends: Evil | ValueError | TypeError
# back ends: compiler interpreter
# judge: cpython

class Evil(Exception):
    @property
    def __class__(self):
        raise ValueError
raise Evil
