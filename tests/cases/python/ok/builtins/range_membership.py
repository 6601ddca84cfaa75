print(6 in range(0, 20, 3), 7 in range(0, 20, 3), 20 in range(0, 20), -1 in range(5), 3 in range(5, 0, -1), 0 in range(0))
