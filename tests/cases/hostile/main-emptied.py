# tries: no names of its own any more
# on: cpython micropython
# ends: fine | NameError
# back ends: compiler interpreter
# after: changed
# judge: cpython

globals().clear()
