for s in ["Hello World", "ABC", "abc", "", "123", "straße", "ŻÓŁW", "ǆ", "İ", "ı", "ﬃ", "ÿ", "µ", "\U00010428"]:
    print(s.lower(), s.upper(), s.capitalize(), s.title(), s.swapcase(), s.casefold())
