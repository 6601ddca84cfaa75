xs = [1, "a"]  # error PY2021: the elements of this list have different types: int and str
ys = [[1], ["a"]]  # error PY2021: the elements of this list have different types: list[int] and list[str]
