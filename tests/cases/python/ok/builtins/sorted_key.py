words = ["banana", "fig", "apple", "kiwi"]
print(sorted(words, key=len), sorted(words, key=len, reverse=True), max(words, key=len), min(words, key=len), sorted([-3, 2, -1], key=abs))
