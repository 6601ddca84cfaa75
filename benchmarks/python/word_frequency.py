# Strings: splitting, stripping, counting and sorting words.


def run():
    words = "the quick brown fox, jumps over; the lazy dog. While a small WASM guest counts: every Word it sees!".split()
    text = " ".join([words[(i * i + 3 * i) % len(words)] + ("\n" if i % 17 == 0 else "") for i in range(20000)])
    total = 0
    for _ in range(6):
        counts = {}
        for line in text.split("\n"):
            for word in line.lower().split():
                word = word.strip(",.;:!")
                counts[word] = counts.get(word, 0) + 1
        for rank, (count, word) in enumerate(sorted([(c, w) for w, c in counts.items()])):
            total += rank * count * len(word)
    return total
