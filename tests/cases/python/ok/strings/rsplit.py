print("a,b,c".rsplit(",", 1), "a,b,c".rsplit(","), " a b  c ".rsplit(None, 1), " a b  c ".rsplit(), "a--b".rsplit("--", 1), "x".rsplit(",", 2))
