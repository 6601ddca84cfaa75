print(1 | 2 ^ 3 & 4, 1 << 2 + 3, 7 & 3 == 3, (7 & 3) == 3)
print(~5 + 1, -2 ** 2, (-2) ** 2, 2 ** 3 ** 2, -3 ** 2 % 5)
print(not 1 == 2, 1 < 2 == True, not True and False)
