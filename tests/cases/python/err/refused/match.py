def f(n: int) -> int:
    match n:  # error PY3001
        case 1:
            return 1
    return 0
