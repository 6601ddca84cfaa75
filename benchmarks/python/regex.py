# Regular expressions: finding, replacing and splitting.
# micropython: no, its regular expressions have neither findall nor named groups
import re


def run():
    lines = ["%03d.%03d.0.%d - user%d [%02d/Nov/2026] \"GET /path/%d?q=%x HTTP/1.1\" %d" % (i % 256, i * 7 % 256, i % 200, i % 13, i % 28 + 1, i, i * i, 200 + i % 5) for i in range(2500)]
    pattern = re.compile(r"^(?P<ip>\d+\.\d+\.\d+\.\d+) - (?P<user>\w+) \[(?P<day>\d+)/\w+/\d+\] \"(?P<verb>GET|POST) (?P<path>[^ ?]+)(?:\?(?P<query>\S*))? HTTP/\d\.\d\" (?P<status>\d{3})$")
    total = 0
    for _ in range(4):
        for line in lines:
            match = pattern.match(line)
            total += int(match.group("status")) + len(match.group("path")) + len(match.group("query"))
        text = "\n".join(lines)
        total += len(re.findall(r"user(?:1[0-2]|[3-5])\b", text)) + len(re.sub(r"[aeiou]+", "*", text)) + len(re.split(r"[-\[\]]\s*", text))
    return total
