# krait: raises OverflowError at line 4
xs = [4611686018427387904, 4611686018427387903]
print(sum(xs))
print(sum(xs + [1]))
