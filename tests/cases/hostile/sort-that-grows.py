# tries: a sort whose list changes meanwhile
# on: cpython
# ends: ValueError
# judge: cpython

items = [3, 1, 2]
def key(x):
    items.append(x)
    return x
items.sort(key=key)
