print("a,b,c".split(","), ",a,,b,".split(","), "".split(","), "abc".split(","), "a--b--c".split("--"), "aaa".split("a"), "aaa".split("aa"))
print("a,b,c".split(",", 1), "a,b,c".split(",", 0), "a,b,c".split(",", -1), "a,b,c".split(",", 10))
print("世,界".split(","), "a世b世c".split("世"), "a, b, c".split(", "))
