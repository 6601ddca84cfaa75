print("banana".count("a"), "banana".count("an"), "banana".count("ana"), "banana".count(""), "".count(""), "".count("a"))
print("banana".count("a", 2), "banana".count("a", 2, 4), "banana".count("", 2, 4), "banana".count("", 7), "aaaa".count("aa"))
print("世界世".count("世"), "banana".count("a", -3), "banana".count("x"))
