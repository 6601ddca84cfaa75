a = {"x": 1}  # error PY3001
b = {1, 2}  # error PY3001
c = {k: k for k in [1]}  # error PY3001
d = {k for k in [1]}  # error PY3001
