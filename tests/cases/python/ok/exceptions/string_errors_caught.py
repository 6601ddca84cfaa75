for i in [0, 5, -6]:
    try:
        print("hello"[i])
    except IndexError as e:
        print(e)
try:
    print("abc".index("z"))
except ValueError as e:
    print(e)
try:
    print([1].index(5))
except ValueError as e:
    print(e)
