# tries: a file made long
# on: cpython
# ends: OSError

with open('/tmp/f', 'wb') as f:
    f.truncate(1 << 40)
