print(2 in (1, 2, 3), 5 in (1, 2, 3), "a" in ("a", "b"), 2 not in (1, 2))
n = 3
if n in (1, 3, 5):
    print("odd")
