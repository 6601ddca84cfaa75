# tries: minus signs without end
# on: cpython
# ends: MemoryError | SyntaxError | RecursionError
# judge: cpython

import ast
ast.literal_eval('-' * 100000 + '1')
