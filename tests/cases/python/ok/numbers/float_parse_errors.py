for s in ["", " ", ".", "e5", "1e", "--1", "1_", "_1", "1__0", "1_.5", "0x10", "1,5", "infinit", "na n", "1.2.3", "it's", "\"x'"]:
    try:
        print(float(s))
    except ValueError as e:
        print(e)
