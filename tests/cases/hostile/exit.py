# tries: the end of the program
# on: cpython micropython
# ends: SystemExit
# back ends: compiler interpreter
# judge: cpython

import sys
sys.exit(3)
