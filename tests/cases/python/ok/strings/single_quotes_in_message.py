def check(s: str) -> None:
    raise ValueError(s)


for s in ["plain", "it's", "", "世\U0001f40d"]:
    try:
        check(s)
    except ValueError as e:
        print(str(e), len(str(e)))
