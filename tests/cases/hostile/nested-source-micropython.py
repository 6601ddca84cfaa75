# tries: parentheses in parentheses
# on: micropython
# ends: fine | MemoryError | SyntaxError | RuntimeError

eval('(' * 10000 + ')' * 10000)
