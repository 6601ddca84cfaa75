# tries: bytecode that takes more from the stack than there is
# on: cpython
# ends: trap | abort | SystemError | fine | deadline | ended | TypeError
# back ends: compiler interpreter
# deadline: 3000 ms

import types
import opcode
def f():
    pass
pop = opcode.opmap['POP_TOP']
code = f.__code__.replace(co_code=bytes([opcode.opmap['RESUME'], 0] + [pop, 0] * 5000), co_stacksize=1)
types.FunctionType(code, {})()
