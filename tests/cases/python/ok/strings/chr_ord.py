for n in [0, 9, 65, 97, 127, 128, 255, 256, 0x4E16, 0xFFFF, 0x1F40D, 0x10FFFF]:
    print(ord(chr(n)) == n, len(chr(n)), repr(chr(n)))
print(chr(ord("a") + 1), ord("é"), ord("\U0001f40d"), chr(945) + chr(946))
