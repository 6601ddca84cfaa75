n = 5
s = "x"
print(isinstance(n, int), isinstance(s, str), isinstance(n, str), isinstance(True, bool), isinstance(1.5, float))
