# tries: a million exceptions, each a long jump
# on: micropython
# ends: fine

n = 0
for i in range(100000):
    try:
        [][1]
    except IndexError:
        n += 1
assert n == 100000
