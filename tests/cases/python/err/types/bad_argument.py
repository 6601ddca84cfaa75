print(int([1]))  # error PY2032
print(ord(5))  # error PY2032
print(sum(["a"]))  # error PY2032
