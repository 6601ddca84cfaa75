def f() -> None:
    return None


x = None
print(f() is None, x is None, x, None == None, str(None), repr(None))
