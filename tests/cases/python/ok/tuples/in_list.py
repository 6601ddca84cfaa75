points = [(0, 0), (3, 4), (1, 1)]
points.sort()
print(points)
best = points[0]
for p in points:
    if p[0] * p[0] + p[1] * p[1] > best[0] * best[0] + best[1] * best[1]:
        best = p
print(best)
