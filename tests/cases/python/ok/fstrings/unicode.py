s = "\U0001f40d"
print(f"{s}é{s}", len(f"{s}é{s}"), f"{'世'}{1}")
