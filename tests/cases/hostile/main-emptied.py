# tries: no names of its own any more
# on: cpython micropython
# ends: fine | NameError
# after: changed
# judge: cpython

globals().clear()
