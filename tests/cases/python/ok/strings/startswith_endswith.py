s = "hello"
print(s.startswith("he"), s.startswith(""), s.startswith("hello!"), s.startswith("l", 2), s.startswith("l", -2), s.startswith("lo", -2, 4))
print(s.endswith("lo"), s.endswith(""), s.endswith("hello"), s.endswith("hell", 0, -1), s.endswith("l", 0, 4), s.endswith("xhello"))
print("".startswith(""), "".endswith("a"), "\U0001f40dx".startswith("\U0001f40d"), "世界".endswith("界"), s.startswith("", 5), s.startswith("", 6))
