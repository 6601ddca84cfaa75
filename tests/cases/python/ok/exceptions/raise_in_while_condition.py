def next_of(n: int) -> int:
    if n > 3:
        raise StopIteration("end")
    return n + 1


n = 0
try:
    while next_of(n) > 0:
        n += 1
        print(n)
except StopIteration as e:
    print("stopped", e)
