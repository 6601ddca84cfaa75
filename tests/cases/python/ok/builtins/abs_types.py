print(abs(-3), abs(-3.5), abs(3), abs(-0.0), abs(True), abs(-9223372036854775807))
