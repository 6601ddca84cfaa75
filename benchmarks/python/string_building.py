# Strings: formatting, joining, replacing and slicing.


def run():
    total = 0
    for i in range(12000):
        text = "%05d|%s|{%d}" % (i, "ab" * (i % 7), i * i)
        text = text.replace("ab", "-") + "/".join([str(i + k) for k in range(5)])
        text = text[3:].upper() + text[2:9]
        total += text.find("-") + text.count("1") * 3 + len(text) + ord(text[i % len(text)])
    return total
