s = ""
for i in range(10):
    s += str(i)
    s = s + "é" if i % 3 == 0 else s
print(s, len(s))
t = "a" + "" + "b" + "世" + "\U0001f40d"
print(t, len(t), t == "ab世\U0001f40d")
