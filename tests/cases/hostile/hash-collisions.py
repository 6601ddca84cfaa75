# tries: keys that all have the same hash
# on: cpython
# ends: deadline
# back ends: compiler interpreter
# deadline: 500 ms

class Key:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return self is other
keys = {}
while True:
    keys[Key()] = 0
