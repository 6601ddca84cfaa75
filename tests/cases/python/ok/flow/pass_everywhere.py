def nothing() -> None:
    pass


nothing()
for i in range(3):
    pass
if i == 2:
    pass
else:
    print("never")
while i < 5:
    i += 1
    pass
print(i)
