print("[" + "ab".ljust(5) + "]", "[" + "ab".rjust(5) + "]", "[" + "ab".center(5) + "]", "[" + "abc".center(6) + "]", "ab".ljust(1), "ab".center(6, "*"), "ab".rjust(4, "世"))
print("42".zfill(5), "-42".zfill(5), "+42".zfill(6), "".zfill(3), "abc".zfill(2), "-".zfill(3))
