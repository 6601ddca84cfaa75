# tries: folders in folders without end
# on: cpython
# ends: OSError

import os
os.chdir('/tmp')
while True:
    os.mkdir('d')
    os.chdir('d')
