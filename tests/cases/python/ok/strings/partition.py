print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "a--b".partition("--"))
key, sep, value = "name: Ann".partition(": ")
print(key, sep, value)
