# tries: the host's files
# on: cpython micropython
# ends: FileNotFoundError | OSError

open('/etc/passwd')
