# krait: raises OverflowError at line 3
x = 1e18
print(int(x * 10.0))
