# tries: parentheses in parentheses
# on: cpython
# ends: MemoryError | SyntaxError | RecursionError
# judge: cpython

compile('(' * 100000 + ')' * 100000, 'x', 'eval')
