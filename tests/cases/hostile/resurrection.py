# tries: an object that will not die
# on: cpython
# ends: deadline | ended
# deadline: 300 ms

import gc
kept = []
class Undead:
    def __del__(self):
        kept.append(self)
while True:
    Undead()
    kept.clear()
    gc.collect()
