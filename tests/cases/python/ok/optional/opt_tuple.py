def find(xs: list[str], k: str) -> tuple[int, str] | None:
    for i, x in enumerate(xs):
        if x.startswith(k):
            return i, x
    return None


r = find(["apple", "bob"], "b")
if r is not None:
    i, s = r
    print(i, s, r)
print(find(["a"], "z"))
