words = ["pear", "Apple", "fig", "äpfel", "apple", "zoo", "Zoo", "", "\U0001f40d", "世"]
print(sorted(words))
words.sort()
print(words, min(words), max(words))
