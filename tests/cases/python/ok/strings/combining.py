s = "e\u0301"
print(len(s), s, s[0], s.upper(), s == "é", s + s, s.isalpha())
