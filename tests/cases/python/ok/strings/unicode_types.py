# krait: unicode tables
def block(start: int) -> list[int]:
    counts = [0] * 9
    for c in range(start, start + 4096):
        s = chr(c)
        if s.isalpha():
            counts[0] += c
        if s.isdigit():
            counts[1] += c
        if s.isdecimal():
            counts[2] += c
        if s.isnumeric():
            counts[3] += c
        if s.isupper():
            counts[4] += c
        if s.islower():
            counts[5] += c
        if s.isprintable():
            counts[6] += c
        if s.istitle():
            counts[7] += c
        if s.isidentifier():
            counts[8] += c
    return counts


for b in [0, 1, 2, 3, 9, 10, 15, 16, 17, 26, 29, 30, 31]:
    print(b, block(b * 4096))
