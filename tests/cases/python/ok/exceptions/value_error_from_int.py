def parse(s: str) -> int:
    try:
        return int(s)
    except ValueError as e:
        print(e)
    return 0


print(parse("12") + parse("x") + parse(" 7 ") + parse("1.0"))
