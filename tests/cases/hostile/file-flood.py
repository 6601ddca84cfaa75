# tries: a file without end
# on: cpython
# ends: OSError
# back ends: compiler interpreter

with open('/tmp/big', 'wb') as f:
    while True:
        f.write(bytes(1 << 20))
