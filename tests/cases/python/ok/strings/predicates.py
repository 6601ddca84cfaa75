for s in ["", "a", "A", "1", "a1", "A1", " ", "\t", "Ab", "AB", "ab", "é", "世", "²", "½", "٣", "a b", "\u2003", "ǅ", "Hello World", "hello", "_", "\u0301"]:
    print(s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalpha(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isascii())
