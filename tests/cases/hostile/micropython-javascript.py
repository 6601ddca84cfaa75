# tries: the bridge to JavaScript
# on: micropython
# ends: ImportError | AttributeError | abort

import js
js.globalThis
