def f() -> str:
    try:
        raise ValueError("lost")
    finally:
        return "kept"


print(f())
