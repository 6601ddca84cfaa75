xs = [1, 2, 3]
while xs:
    print(xs.pop())
s = "abc"
while s:
    print(s)
    s = s[1:]
n = 3
while n:
    n -= 1
print(n)
