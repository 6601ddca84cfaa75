def best(weights: list[int], values: list[int], capacity: int) -> int:
    table = [0] * (capacity + 1)
    for i in range(len(weights)):
        for c in range(capacity, weights[i] - 1, -1):
            table[c] = max(table[c], table[c - weights[i]] + values[i])
    return table[capacity]


print(best([1, 3, 4, 5], [1, 4, 5, 7], 7), best([2], [3], 1), best([], [], 10))
