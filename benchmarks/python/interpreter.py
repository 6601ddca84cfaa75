# Dispatch: a small machine with a stack, told by tuples what to do.


def execute(program, argument):
    stack = []
    variables = [argument, 0, 0, 0]
    at = 0
    while True:
        operation, operand = program[at]
        at += 1
        if operation == "load":
            stack.append(variables[operand])
        elif operation == "push":
            stack.append(operand)
        elif operation == "store":
            variables[operand] = stack.pop()
        elif operation == "add":
            right = stack.pop()
            stack[-1] = stack[-1] + right & 0xFFFFFFF
        elif operation == "multiply":
            right = stack.pop()
            stack[-1] = stack[-1] * right & 0xFFFFFFF
        elif operation == "less":
            right = stack.pop()
            stack[-1] = stack[-1] < right
        elif operation == "unless":
            if not stack.pop():
                at = operand
        elif operation == "jump":
            at = operand
        else:
            return variables[operand]


def run():
    program = [
        ("push", 0), ("store", 1), ("push", 1), ("store", 2),
        ("load", 1), ("load", 0), ("less", None), ("unless", 18),
        ("load", 2), ("push", 31), ("multiply", None), ("load", 1), ("add", None), ("store", 2),
        ("load", 1), ("push", 1), ("add", None), ("jump", 20),
        ("halt", 2), ("halt", 2), ("store", 1), ("jump", 4),
    ]
    return sum([execute(program, 2000 + i) for i in range(8)])
