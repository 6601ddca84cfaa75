print("before")
raise KeyError("missing")
