print("a\nb\r\nc\rd".splitlines(), "a\n".splitlines(), "".splitlines(), "\n\n".splitlines(), "a\x0bb\x0cc\x85d\u2028e".splitlines())
print("a\nb\r\n".splitlines(True))
