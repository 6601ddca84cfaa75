xs = [1, 2, 3, 4, 5]
print(xs.pop(), xs.pop(0), xs.pop(-1), xs.pop(1), xs)
print(xs.pop(), xs)
