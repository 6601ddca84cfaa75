print(",".join(["a", "b", "c"]), "".join(["x", "y"]), "-".join(["one"]), "+".join([]) + "|", ", ".join(["", ""]), "世".join(["a", "b"]))
print(" ".join(sorted("the quick fox".split())), "".join(reversed("abc")), "".join([c * 2 for c in "abc"]))
print("-".join("abc"))
