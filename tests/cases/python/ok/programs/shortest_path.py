def dijkstra(weights: list[list[int]], start: int) -> list[int]:
    n = len(weights)
    far = 10 ** 9
    d = [far] * n
    done = [False] * n
    d[start] = 0
    for _ in range(n):
        u = -1
        for i in range(n):
            if not done[i] and (u < 0 or d[i] < d[u]):
                u = i
        done[u] = True
        for v in range(n):
            w = weights[u][v]
            if w > 0 and d[u] + w < d[v]:
                d[v] = d[u] + w
    return d


print(dijkstra([[0, 4, 1, 0], [4, 0, 2, 5], [1, 2, 0, 8], [0, 5, 8, 0]], 0))
