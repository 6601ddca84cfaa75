# tries: an import that imports itself
# on: cpython
# ends: RecursionError
# judge: cpython

import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        __import__(name + 'x')
sys.meta_path.insert(0, Finder())
import nowhere
