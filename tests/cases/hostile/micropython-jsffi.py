# tries: the bridge to JavaScript
# on: micropython
# ends: ImportError | AttributeError | abort
# back ends: compiler interpreter

import jsffi
jsffi.create_proxy(1)
jsffi.to_js({})
