attempts = 0
while True:
    attempts += 1
    try:
        if attempts < 4:
            raise RuntimeError("again " + str(attempts))
        print("done")
        break
    except RuntimeError as e:
        print(e)
print(attempts)
