def shift(s: str, n: int) -> str:
    r = ""
    for c in s:
        if "a" <= c <= "z":
            r += chr((ord(c) - ord("a") + n) % 26 + ord("a"))
        elif "A" <= c <= "Z":
            r += chr((ord(c) - 65 + n) % 26 + 65)
        else:
            r += c
    return r


print(shift("Hello, World!", 3), shift(shift("Hello, World!", 3), -3), shift("xyz", 29))
