def f(n: int) -> int:
    match n:  # error PY3001: `match` is not in the typed tier
        case 1:
            return 1
    return 0
