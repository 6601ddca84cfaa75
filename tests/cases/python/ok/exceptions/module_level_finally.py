try:
    print("try")
finally:
    print("finally")
try:
    raise ValueError("last words")
finally:
    print("cleaning")
