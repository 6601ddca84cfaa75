print(0 or 5, 3 or 5, 0 and 5, 3 and 5, 1 and 2 and 3, 0 or 0 or 7)
print("" or "x", "a" and "b", "a" or "b", "" and "b")
print(0.0 or 1.5, 2.5 and 3.5)
n = 4
print(n > 3 and n < 5, n > 5 or n == 4, not (n > 3 and n > 4))
