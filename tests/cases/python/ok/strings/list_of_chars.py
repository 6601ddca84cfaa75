print(list("abc"), list(""), list("世\U0001f40d"), sorted("hello"), sorted("hello", reverse=True), len(list("héllo")))
