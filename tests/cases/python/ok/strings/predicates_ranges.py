# krait: unicode tables
def count(start: int, stop: int) -> None:
    alpha = 0
    digit = 0
    upper = 0
    lower = 0
    space = 0
    for c in range(start, stop):
        s = chr(c)
        if s.isalpha():
            alpha += 1
        if s.isdigit():
            digit += 1
        if s.isupper():
            upper += 1
        if s.islower():
            lower += 1
        if s.isspace():
            space += 1
    print(start, alpha, digit, upper, lower, space)


for block in range(0, 48):
    count(block * 256, block * 256 + 256)
