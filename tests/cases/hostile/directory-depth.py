# tries: folders in folders without end
# on: cpython
# ends: OSError
# back ends: compiler interpreter

import os
os.chdir('/tmp')
while True:
    os.mkdir('d')
    os.chdir('d')
