# tries: a comparison that always wants more
# on: cpython
# ends: deadline
# back ends: compiler interpreter
# deadline: 300 ms

class Odd:
    def __lt__(self, other):
        return True
while True:
    sorted([Odd() for i in range(100)])
