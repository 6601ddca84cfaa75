xs: list[int] = []
for i in range(5):
    try:
        xs.append(i)
        if i % 2:
            raise ValueError("odd")
        xs.append(i * 10)
    except ValueError:
        xs.append(-1)
print(xs)
