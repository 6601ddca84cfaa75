s = "it's \n \u4e16"
print(f"{s!r} {s!s} {s!a} {5!r} {1.5!s} {[s]!r}")
