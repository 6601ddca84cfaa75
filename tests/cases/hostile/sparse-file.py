# tries: a file that begins far behind
# on: cpython
# ends: OSError | OverflowError

with open('/tmp/f', 'wb') as f:
    f.seek(1 << 40)
    f.write(b'x')
