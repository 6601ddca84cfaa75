# tries: the host's root through a process's folder
# on: cpython
# ends: FileNotFoundError

open('/proc/1/root/etc/shadow')
