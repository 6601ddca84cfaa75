print("abc".rindex("a"))
print("abc".rindex("d"))
