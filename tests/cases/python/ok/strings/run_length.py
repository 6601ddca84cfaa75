def encode(s: str) -> str:
    r = ""
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        r += s[i] + str(j - i)
        i = j
    return r


def decode(s: str) -> str:
    r = ""
    for i in range(0, len(s), 2):
        r += s[i] * int(s[i + 1])
    return r


print(encode("aaabccdddd"), decode(encode("aaabccdddd")), encode(""), encode("ééé世"))
