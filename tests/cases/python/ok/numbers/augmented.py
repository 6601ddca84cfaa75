a = 10
a += 5
print(a)
a -= 3
a *= 4
print(a)
a //= 5
print(a)
a %= 4
print(a)
a <<= 6
a >>= 2
print(a)
a |= 9
a &= 12
a ^= 5
print(a)
a **= 2
print(a)
x = 10.0
x /= 4
x += 1
x *= 2.0
x -= 0.5
x //= 2
x **= 3
x %= 7
print(x)
