# tries: code that compiles code that compiles code
# on: cpython micropython
# ends: RecursionError | RuntimeError | MemoryError
# judge: cpython

source = 'exec(source)'
exec(source)
