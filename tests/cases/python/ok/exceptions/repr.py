try:
    raise ValueError("it's bad")
except ValueError as e:
    print(repr(e))
    print(f"{e!r} {e}")
