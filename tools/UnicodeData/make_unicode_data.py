"""Makes the Unicode tables of the Python front end from the unicodedata module.

usage: python3 make_unicode_data.py OUTPUT_FOLDER

Writes two files, each raw deflate over ASCII lines:

unicode-names.deflate    "N 41 LATIN CAPITAL LETTER A"   a character's name or alias
                         "R 4E00 9FFF CJK UNIFIED IDEOGRAPH-"   characters named by a prefix and their number
unicode-nfkc.deflate     "D B5 3BC"      full compatibility decomposition
                         "C 301 230"     canonical combining class, where it is not 0
                         "P 41 301 C1"   two characters that compose to one

Hangul syllables are in neither: the Unicode standard gives them by a formula (section 3.12).
The names are those of the running Python's Unicode version; aliases.txt beside this script lists the name
aliases, which unicodedata can look up but not enumerate.
"""
import os
import sys
import unicodedata
import zlib

HANGUL = range(0xAC00, 0xD7A4)


def characters():
    for code in range(sys.maxunicode + 1):
        if code not in HANGUL and not 0xD800 <= code <= 0xDFFF:
            yield code, chr(code)


def name_lines():
    ranges = []
    for code, char in characters():
        name = unicodedata.name(char, None)
        if name is None:
            continue
        suffix = f"{code:04X}"
        if name.endswith("-" + suffix):
            prefix = name[: -len(suffix)]
            if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == prefix:
                ranges[-1][1] = code
            else:
                ranges.append([code, code, prefix])
        else:
            yield f"N {code:X} {name}"
    for start, end, prefix in ranges:
        yield f"R {start:X} {end:X} {prefix}"
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "aliases.txt"), encoding="ascii") as aliases:
        for line in aliases:
            code, name = line.rstrip("\n").split(" ", 1)
            assert ord(unicodedata.lookup(name)) == int(code, 16), name
            yield f"N {int(code, 16):X} {name}"


def normalization_lines():
    for code, char in characters():
        full = unicodedata.normalize("NFKD", char)
        if full != char:
            yield f"D {code:X} " + " ".join(f"{ord(c):X}" for c in full)
    for code, char in characters():
        if unicodedata.combining(char):
            yield f"C {code:X} {unicodedata.combining(char)}"
    for code, char in characters():
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and parts[0][0] != "<" and unicodedata.normalize("NFC", char) == char:
            yield f"P {int(parts[0], 16):X} {int(parts[1], 16):X} {code:X}"


def write(folder, name, lines):
    text = "".join(line + "\n" for line in lines).encode("ascii")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    data = packer.compress(text) + packer.flush()
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    print(name, len(text), len(data))


write(sys.argv[1], "unicode-names.deflate", name_lines())
write(sys.argv[1], "unicode-nfkc.deflate", normalization_lines())
