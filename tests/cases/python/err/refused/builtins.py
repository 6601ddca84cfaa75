def f(s: str) -> int:
    print(eval(s))  # error PY3003
    print(open(s))  # error PY3003
    print(input())  # error PY3003
    print(hash(s))  # error PY3003
    return 1
