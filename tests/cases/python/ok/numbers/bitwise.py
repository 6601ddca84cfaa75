for a in [0, 1, 12, -1, -12, 255]:
    for b in [0, 1, 10, -1, -10, 4096]:
        print(a & b, a | b, a ^ b, ~a)
