def t(s: str, v: bool) -> bool:
    print(s)
    return v


a = t("a", True) and (t("b", False) or t("c", True)) and not t("d", False)
print(a)
b = t("e", False) or t("f", False) or t("g", True) and t("h", False)
print(b)
x = [1] and [2]
y = [] or [3]
print(x, y)
n = None or 5
print(n)
