def total(xs: list[float]) -> None:
    print(sum(xs))  # error
