# tries: calls through C that call themselves, without Python's limit
# on: cpython
# ends: RecursionError

import sys
sys.setrecursionlimit(10 ** 9)
class Deep:
    def __getattr__(self, name):
        return getattr(self, name + 'x')
Deep().a
