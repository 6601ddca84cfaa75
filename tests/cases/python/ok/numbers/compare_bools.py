print(True == 1, True is True, False < True, True > 0.5, False == 0.0, True + True == 2)
print(1 == True, 0 == False, 2 == True)
