text = "the cat and the dog and the bird"
words = text.split()
seen: list[str] = []
counts: list[int] = []
for w in words:
    if w in seen:
        counts[seen.index(w)] += 1
    else:
        seen.append(w)
        counts.append(1)
for i in range(len(seen)):
    print(seen[i], counts[i])
