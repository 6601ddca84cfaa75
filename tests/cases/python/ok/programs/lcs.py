def lcs(a: str, b: str) -> str:
    n = len(a)
    m = len(b)
    t = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            if a[i] == b[j]:
                t[i][j] = t[i + 1][j + 1] + 1
            else:
                t[i][j] = max(t[i + 1][j], t[i][j + 1])
    r = ""
    i = j = 0
    while i < n and j < m:
        if a[i] == b[j]:
            r += a[i]
            i += 1
            j += 1
        elif t[i + 1][j] >= t[i][j + 1]:
            i += 1
        else:
            j += 1
    return r


print(lcs("AGGTAB", "GXTXAYB"), lcs("abc", "def") + "|", lcs("żółw", "żuw"))
