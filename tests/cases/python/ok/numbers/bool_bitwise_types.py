print(True & True, True | False, True ^ True)
print(True & 3, 4 | False, True ^ 2)
print(not 0, not 1, not 0.0, not 3.5)
