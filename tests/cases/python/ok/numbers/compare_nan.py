nan = float("nan")
print(nan == nan, nan != nan, nan < nan, nan <= nan, nan > 1.0, nan >= 1.0, 1.0 < nan)
print(not nan < 1.0, not nan >= 1.0)
if nan < 1.0 or nan >= 1.0:
    print("ordered")
else:
    print("unordered")
while nan > 0.0:
    print("never")
    break
