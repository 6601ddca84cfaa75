# Dicts: counting, grouping, looking up and removing.


def run():
    state = 12345
    counts = {}
    groups = {}
    for _ in range(90000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        key = state >> 16 & 0xFFF
        counts[key] = counts.get(key, 0) + 1
        groups.setdefault(key & 63, []).append(state & 255)
        if state & 7 == 0:
            counts.pop(key ^ 5, None)
    return sum([k * v for k, v in counts.items()]) + sum([k * sum(v) for k, v in groups.items()])
