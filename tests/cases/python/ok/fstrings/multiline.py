a = 1
b = 2
print(f"""first {a}
second {b}
  third {a + b}""")
