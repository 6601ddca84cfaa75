pos = 0
text = ""


def peek() -> str:
    if pos < len(text):
        return text[pos]
    return ""


def number() -> int:
    global pos
    start = pos
    while peek().isdigit():
        pos += 1
    if start == pos:
        raise ValueError("expected a number at " + str(pos))
    return int(text[start:pos])


def factor() -> int:
    global pos
    if peek() == "(":
        pos += 1
        n = expression()
        if peek() != ")":
            raise ValueError("expected )")
        pos += 1
        return n
    if peek() == "-":
        pos += 1
        return -factor()
    return number()


def term() -> int:
    global pos
    n = factor()
    while peek() == "*" or peek() == "/":
        op = peek()
        pos += 1
        m = factor()
        n = n * m if op == "*" else n // m
    return n


def expression() -> int:
    global pos
    n = term()
    while peek() in ["+", "-"]:
        op = peek()
        pos += 1
        m = term()
        if op == "+":
            n += m
        else:
            n -= m
    return n


def evaluate(s: str) -> int:
    global pos, text
    pos = 0
    text = s
    return expression()


print(evaluate("1+2*3"), evaluate("(1+2)*3"), evaluate("-4+10/3"), evaluate("2*(3-(4-5))*-1"))
for s in ["1+", "(1", "x", "1/0"]:
    try:
        print(evaluate(s))
    except ValueError as e:
        print("value", e)
    except ZeroDivisionError:
        print("zero")
