# tries: the address of a name
# on: cpython
# ends: gaierror

import socket
socket.getaddrinfo('example.com', 80)
