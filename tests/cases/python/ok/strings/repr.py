for s in ["", "abc", "it's", 'say "hi"', "both ' and \"", "\n\t\r\\", "\0\x01\x7f\x80\xa0\xad\xff", "é世\U0001f40d", "\u200b\u2028\ud800", "\U000e0001", "\u0378"]:
    print(repr(s), ascii(s))
