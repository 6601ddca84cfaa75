n = 3
print("a" f"{n}" "b" f"{n + 1}", f"{n}" + "x" * n, f"{'nested ' + str(n)}", f"{f'{n}{n}'}")
