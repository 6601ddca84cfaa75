for i in range(5):
    try:
        if i == 2:
            break
        if i == 1:
            continue
        print("body", i)
    finally:
        print("finally", i)
else:
    print("else")
print("end", i)
