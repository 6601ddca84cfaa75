for s in ["", " ", "x", "1.5", "1e5", "1 2", "--1", "+", "_1", "1_", "1__0", "0x10", "it's", "12a"]:
    try:
        print(int(s))
    except ValueError as e:
        print(e)
