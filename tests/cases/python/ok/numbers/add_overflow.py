# krait: raises OverflowError at line 3
a = 9223372036854775807
print(a + 1)
