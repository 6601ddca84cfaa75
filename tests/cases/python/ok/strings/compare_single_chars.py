s = "a-b_c d"
out = ""
for i in range(len(s)):
    if s[i] == "-" or s[i] == "_":
        out += " "
    elif s[i] != " ":
        out += s[i].upper()
    else:
        out += "/"
print(out, s[0] == s[2], s[0] < s[2], s[1] > "a", "b" <= s[2] <= "c")
