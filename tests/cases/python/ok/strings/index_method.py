s = "abracadabra"
print(s.index("cad"), s.rindex("a"), s.index("a", 1))
print(s.index("x"))
