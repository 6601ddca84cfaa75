print(round(2.5), round(3.5), round(2.567, 2), round(-2.5), round(5), round(1234, -2), round(0.5), round(1e15 + 0.5), round(2.0))
