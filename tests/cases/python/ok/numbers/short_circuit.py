def yes(s: str) -> bool:
    print("yes", s)
    return True


def no(s: str) -> bool:
    print("no", s)
    return False


print(yes("a") and no("b") and yes("c"))
print(no("a") or no("b") or yes("c") or yes("d"))
print(yes("a") or no("b") and yes("c"))
print(not no("x") and yes("y"))
