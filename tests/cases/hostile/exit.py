# tries: the end of the program
# on: cpython micropython
# ends: SystemExit
# judge: cpython

import sys
sys.exit(3)
