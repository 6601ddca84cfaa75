for s in ["", "a", "é", "世界", "\U0001f40d\U0001f40d", "e\u0301", "a\nb", "\0"]:
    print(len(s))
