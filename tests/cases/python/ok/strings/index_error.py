s = "abc"
i = 3
print(s[2])
print(s[i])
