print("before")
n = 10 ** 15
s = "ab" * n
print(len(s))
