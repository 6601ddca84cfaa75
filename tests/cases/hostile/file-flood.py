# tries: a file without end
# on: cpython
# ends: OSError

with open('/tmp/big', 'wb') as f:
    while True:
        f.write(bytes(1 << 20))
