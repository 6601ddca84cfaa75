try:
    raise KeyError("missing")
except KeyError as e:
    print(str(e))
try:
    raise LookupError("missing")
except LookupError as e:
    print(str(e))
