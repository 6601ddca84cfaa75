xs = [[], [1], [1, 2], [2], [0, 9], [1, 1]]
for a in xs:
    print([a < b for b in xs], [a <= b for b in xs], [a > b for b in xs], [a >= b for b in xs])
print(["a", "b"] < ["a", "c"], [1.5] > [1.0], sorted(xs))
