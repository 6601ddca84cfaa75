print(int("ff", 16), int("0xff", 16), int("-101", 2), int("zz", 36), int("0b11", 0), int("017", 8), int("12", 0))
print(int("8", 8))
