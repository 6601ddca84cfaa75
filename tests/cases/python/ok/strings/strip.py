for s in ["  a b  ", "a", "", "   ", "\t\n x \r\n", "\u3000x\u2003", "\x1fx\x1c"]:
    print("[" + s.strip() + "]", "[" + s.lstrip() + "]", "[" + s.rstrip() + "]")
