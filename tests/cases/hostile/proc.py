# tries: what the system tells of processes
# on: cpython
# ends: FileNotFoundError

open('/proc/self/maps')
