print([1, 2, 1, 1].count(1), [1].count(5), ["a", "b", "a"].count("a"), [True, False].count(True), [1.0, 2.0].count(1.0), [[1], [1], [2]].count([1]))
