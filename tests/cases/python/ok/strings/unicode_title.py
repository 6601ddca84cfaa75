# krait: unicode tables
def block(start: int) -> int:
    n = 0
    for c in range(start, start + 4096):
        if c < 0xD800 or c > 0xDFFF:
            s = chr(c)
            t = s.title()
            if t != s:
                for d in t:
                    n = (n * 31 + ord(d) + c) % 1000000007
    return n


for b in [0, 1, 2, 3, 9, 10, 15, 16, 17, 26, 29, 30, 31]:
    print(b, block(b * 4096))
