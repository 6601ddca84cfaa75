n = 0
while n > 0:
    print("never")
print("done")
while False:
    print("never")
else:
    print("else")
