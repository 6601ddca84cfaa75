for s in ["a b c", "  a  b  ", "", "   ", "one", "\ta\nb\r\nc ", "a\u2003b\u00a0c", "x\x1cy"]:
    print(s.split())
print(" a  b c ".split(None, 1), "a b c".split(None, 0), "a b c d".split(None, 2), "  ".split(None, 1))
