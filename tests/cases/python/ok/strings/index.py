s = "héllo \U0001f40d!"
for i in range(-len(s), len(s)):
    print(i, s[i])
