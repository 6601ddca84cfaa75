try:
    x = 1
except ValueError:
    print("not here")
else:
    try:
        raise ValueError("in else")
    except ValueError as e:
        print(e)
finally:
    print("finally")
