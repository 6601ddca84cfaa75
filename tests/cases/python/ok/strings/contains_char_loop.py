vowels = 0
for c in "the quick brown fox jumps over the lazy dog":
    if c in "aeiou":
        vowels += 1
print(vowels)
