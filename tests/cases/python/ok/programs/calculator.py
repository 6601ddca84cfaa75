def calc(text: str) -> float:
    stack: list[float] = []
    for token in text.split():
        if token in ["+", "-", "*", "/"]:
            b = stack.pop()
            a = stack.pop()
            if token == "+":
                stack.append(a + b)
            elif token == "-":
                stack.append(a - b)
            elif token == "*":
                stack.append(a * b)
            else:
                stack.append(a / b)
        else:
            stack.append(float(token))
    return stack[0]


print(calc("1 2 +"), calc("3 4 * 5 -"), calc("10 4 /"), calc("2 3 4 * + 5 -"))
try:
    calc("1 0 /")
except ZeroDivisionError:
    print("division")
try:
    calc("+")
except IndexError as e:
    print(e)
calc("1 x +")
