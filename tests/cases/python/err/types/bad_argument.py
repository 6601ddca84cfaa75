print(int([1]))  # error PY2003: 'int()' does not take list[int] and no other
print(ord(5))  # error PY2003: 'ord()' does not take int and no other
print(sum(["a"]))  # error PY2032: sum() does not take list[str]
