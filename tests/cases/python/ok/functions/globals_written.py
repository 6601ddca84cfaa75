count = 0
log = ""


def tick(s: str) -> int:
    global count, log
    count += 1
    log = log + s
    return count


tick("a")
tick("b")
print(tick("c"), count, log)
