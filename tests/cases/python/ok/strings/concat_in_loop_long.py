s = ""
for i in range(2000):
    s += chr(97 + i % 26)
print(len(s), s[:30], s[-5:], s.count("a"), s.find("zab"), s[1000])
