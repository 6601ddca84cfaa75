# tries: a connection
# on: cpython
# ends: PermissionError | OSError

import socket
socket.socket().connect(('127.0.0.1', 22))
