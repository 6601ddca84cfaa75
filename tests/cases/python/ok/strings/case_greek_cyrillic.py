s = ""
for c in range(0x370, 0x530):
    s += chr(c)
print(s.lower())
print(s.upper())
t = ""
for c in range(0x1E00, 0x2000):
    t += chr(c)
print(t.lower())
print(t.upper())
