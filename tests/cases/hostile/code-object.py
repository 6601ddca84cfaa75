# tries: bytecode that nobody compiled
# on: cpython
# ends: trap | abort | SystemError | fine | deadline | ended
# back ends: compiler interpreter
# deadline: 3000 ms

import types
def f():
    pass
code = f.__code__.replace(co_code=bytes(range(256)) * 16, co_stacksize=1)
for i in range(100):
    types.FunctionType(code, {})()
