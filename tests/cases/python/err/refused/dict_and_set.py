a = {"x": 1}  # error PY3001: a dict is not in the typed tier
b = {1, 2}  # error PY3001: a set is not in the typed tier
c = {k: k for k in [1]}  # error PY3001: a dict comprehension is not in the typed tier
d = {k for k in [1]}  # error PY3001: a set comprehension is not in the typed tier
