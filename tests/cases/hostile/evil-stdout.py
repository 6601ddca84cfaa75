# tries: a stream that fails when it is flushed
# on: cpython
# ends: fine | deadline | ended
# back ends: compiler interpreter
# deadline: 300 ms
# after: changed

import sys
class Evil:
    def write(self, text):
        raise KeyError(text)
    def flush(self):
        while True:
            pass
sys.stdout = Evil()
