print(int("5"), int(5.9), int(True), int("-0"), float(3), float("2.5"), float(True), str(5), str(2.5), str(True), bool("a"), bool(""), bool([]), bool([0]))
print(int(), float(), str(), bool(), list(), str("x"), int(7), float(1.5))
