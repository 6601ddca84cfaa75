s = "a\U0001f40db\U0001f422"
print(len(s), s[1], s[-1], s[::-1], s[1:3], s.find("b"), s.upper(), s.replace("\U0001f40d", "snake"), s.split("\U0001f40d"), [ord(c) for c in s])
