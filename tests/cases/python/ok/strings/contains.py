s = "hello world"
print("world" in s, "" in s, "worlds" in s, "h" in s, "H" in s, "o w" in s, "z" not in s, "hello world" in s, "hello world!" in s)
print("" in "", "a" in "", "\U0001f40d" in "x\U0001f40dy", "é" in "cafe", "世" in "世界")
