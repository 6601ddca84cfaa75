s = "a世b".replace("世", "-")
print(s, s == "a-b", len(s), "x".join(["a", "世"])[0:1] == "a", "世abc"[1:] == "abc")
