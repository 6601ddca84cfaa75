# tries: an import that never ends
# on: cpython
# ends: deadline
# back ends: compiler interpreter
# deadline: 300 ms

import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        while True:
            pass
sys.meta_path.insert(0, Finder())
import nowhere
