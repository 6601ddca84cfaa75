class_names: list[str] = ["a"]
def get(i: int) -> str | None:
    return class_names[i] if i < len(class_names) else None


for i in range(2):
    v = get(i)
    print(v.upper() if v is not None else "none", v is None or v == "a", v is not None and len(v) == 1)
