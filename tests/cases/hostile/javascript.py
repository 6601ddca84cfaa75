# tries: the bridge to JavaScript
# on: cpython
# ends: ModuleNotFoundError | ImportError | abort

import js
