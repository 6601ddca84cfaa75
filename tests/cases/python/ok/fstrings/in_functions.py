def row(name: str, price: float, count: int) -> str:
    return f"{name}: {price} x {count} = {price * count}"


print(row("pen", 1.5, 4))
print(row("", 0.1, 3))
for i in range(3):
    print(f"{i}: {'#' * i}|")
