def test(n: int, x: float, s: str, xs: list[int]) -> None:
    print("n" if n else "-", "x" if x else "-", "s" if s else "-", "xs" if xs else "-")
    print(not n, not x, not s, not xs)


test(0, 0.0, "", [])
test(1, 0.5, "a", [0])
test(-1, -0.0, " ", [1, 2])
