# krait: raises OverflowError at line 4
n = -9223372036854775807
print(abs(n))
print(abs(n - 1))
