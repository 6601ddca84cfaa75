def first(s: str) -> str | None:
    if s:
        return s[0]
    return None


for s in ["abc", "", "é"]:
    c = first(s)
    print(c is None, c, c == "a")
