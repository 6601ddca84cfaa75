# Strings and lists: how far two words are from each other.


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            change = last if x == y else 1 + min(last, row[j], row[j - 1])
            last, row[j] = row[j], change
    return row[-1]


def run():
    words = ["".join([chr(97 + (i * i * k + 7 * i + k) % 13) for i in range(30)]) for k in range(1, 23)]
    return sum([distance(a, b) for a in words for b in words if a < b])
