# tries: a callback of a dying object that makes more
# on: cpython
# ends: deadline | ended
# deadline: 300 ms

import weakref
class A:
    pass
def again(ref):
    make()
def make():
    global last
    a = A()
    last = weakref.ref(a, again)
while True:
    make()
