# tries: what Pyodide has below its modules
# on: cpython
# ends: ModuleNotFoundError | ImportError | abort
# back ends: compiler interpreter

import _pyodide_core
_pyodide_core.JsProxy
