queue = [1]
order: list[int] = []
while queue:
    n = queue.pop(0)
    order.append(n)
    if n < 8:
        queue.append(n * 2)
        queue.append(n * 2 + 1)
print(order)
