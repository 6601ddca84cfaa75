def first_int(words: list[str]) -> int:
    for w in words:
        try:
            return int(w)
        except ValueError:
            continue
    return -1


print(first_int(["a", "b", "7", "8"]), first_int(["x"]), first_int([]))
