def parse(s: str) -> int | None:
    if not s.isdigit():
        return None
    return int(s)


total = 0
for s in ["1", "x", "22", "", "3"]:
    v = parse(s)
    if v is None:
        continue
    total += v
print(total)
