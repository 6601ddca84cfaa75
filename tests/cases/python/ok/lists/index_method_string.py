print(["a", "b"].index("a"))
print(["a", "b"].index("it's"))
