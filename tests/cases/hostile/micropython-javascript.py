# tries: the bridge to JavaScript
# on: micropython
# ends: ImportError | AttributeError | abort
# back ends: compiler interpreter

import js
js.globalThis
