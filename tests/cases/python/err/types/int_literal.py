x = 9223372036854775808  # error PY2020: this int does not fit in 64 bits
y = -9223372036854775809  # error PY2020: this int does not fit in 64 bits
