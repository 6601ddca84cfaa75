# tries: an exception that lies about its class
# on: cpython
# ends: Evil | ValueError | TypeError
# judge: cpython

class Evil(Exception):
    @property
    def __class__(self):
        raise ValueError
raise Evil
