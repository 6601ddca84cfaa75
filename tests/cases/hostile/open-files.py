# tries: more open files than there are numbers
# on: cpython
# ends: OSError

kept = [open('/tmp/f', 'w')]
while True:
    kept.append(open('/tmp/f'))
