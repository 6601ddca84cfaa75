s = ""
for c in range(0xC0, 0x250):
    s += chr(c)
print(s.lower())
print(s.upper())
print(s.title())
print(s.swapcase())
print(s.casefold())
