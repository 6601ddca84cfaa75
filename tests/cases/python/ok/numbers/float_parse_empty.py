print(float(""))
