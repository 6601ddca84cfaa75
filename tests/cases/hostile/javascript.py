# tries: the bridge to JavaScript
# on: cpython
# ends: ModuleNotFoundError | ImportError | abort
# back ends: compiler interpreter

import js
