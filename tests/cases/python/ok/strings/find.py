s = "abracadabra"
print(s.find("abra"), s.find("abra", 1), s.find("x"), s.find(""), s.find("", 3), s.find("", 11), s.find("", 12))
print(s.find("a", -4), s.find("a", -4, -1), s.find("bra", 0, 4), s.find("bra", 0, 3), s.find("abra", -100, 100))
print(s.rfind("abra"), s.rfind("abra", 0, 10), s.rfind("x"), s.rfind(""), s.rfind("", 0, 3), s.rfind("a", 0, -1))
print("żółw".find("ł"), "a\U0001f40db".find("b"), "".find(""), "".find("a"))
