words = ["", "a", "A", "ab", "aa", "b", "é", "z", "世", "\U0001f40d", "\uffff", "Z"]
for a in words:
    print([a < b for b in words], [a <= b for b in words])
print("a" < "b" <= "b" < "c", "abc" > "abb", "abc" >= "abcd")
