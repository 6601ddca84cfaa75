# tries: the host's files
# on: cpython micropython
# ends: FileNotFoundError | OSError
# back ends: compiler interpreter

open('/etc/passwd')
