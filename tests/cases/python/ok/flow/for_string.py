for c in "héllo\U0001f40d":
    print(c, ord(c))
for c in "":
    print("never")
