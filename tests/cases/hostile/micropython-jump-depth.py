# tries: exceptions thrown through deep calls
# on: micropython
# ends: fine

def f(n):
    try:
        if n == 0:
            raise ValueError
        f(n - 1)
    finally:
        pass
for i in range(2000):
    try:
        f(20)
    except ValueError:
        pass
