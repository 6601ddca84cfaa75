xs = [1, "a"]  # error PY2021
ys = [[1], ["a"]]  # error PY2021
