# Sorting: numbers, strings and records, with and without keys.


def run():
    state = 1
    records = []
    for i in range(12000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        records.append((state >> 8 & 1023, "k%d" % (state >> 12 & 4095), i))
    total = 0
    for turn in range(4):
        by_number = sorted(records, key=lambda r: (r[0], r[2]))
        by_text = sorted([r[1] for r in records])
        backwards = sorted([r[2] ^ turn for r in records], reverse=True)
        for place in range(0, 12000, 7):
            total += by_number[place][2] * (place & 3) + len(by_text[place]) + backwards[place]
    return total
