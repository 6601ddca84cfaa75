print("banana".replace("a", "o"), "banana".replace("an", ""), "banana".replace("x", "y"), "aaa".replace("a", "bb"), "abc".replace("", "-"))
print("banana".replace("a", "o", 2), "banana".replace("a", "o", 0), "abc".replace("", "-", 2), "".replace("", "x"), "".replace("a", "x") + "|")
print("世界".replace("世", "a"), "abc".replace("b", "\U0001f40d"), "世a".replace("世", ""), "aXbXc".replace("X", "世", 1))
