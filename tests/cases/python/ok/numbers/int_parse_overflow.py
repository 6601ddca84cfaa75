# krait: raises OverflowError at line 3
print(int("9223372036854775807"))
print(int("9223372036854775808"))
