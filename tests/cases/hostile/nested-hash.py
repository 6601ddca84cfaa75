# tries: the hash of a tuple nested deeply
# on: cpython
# ends: trap | RecursionError

x = ()
for i in range(1000000):
    x = (x,)
hash(x)
