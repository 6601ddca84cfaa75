print(divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(-7, -2))
q, r = divmod(100, 7)
print(q, r)
print(pow(2, 10), pow(-3, 3), pow(2.0, 0.5), pow(3, 0))
