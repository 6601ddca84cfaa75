def f(s: str) -> int:
    print(eval(s))  # error PY3003: builtin 'eval' is not in the typed tier
    print(open(s))  # error PY3003: builtin 'open' is not in the typed tier
    print(input())  # error PY3003: builtin 'input' is not in the typed tier
    print(hash(s))  # error PY3003: builtin 'hash' is not in the typed tier
    return 1
