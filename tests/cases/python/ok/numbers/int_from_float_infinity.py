print(int(-2.7))
print(int(float("-inf")))
