"""Writes src/Krait.Python/Library/tables.py: the Unicode facts of the runtime library, as bytes.

usage: python3 tools/UnicodeTables/generate.py [-]       (-: to standard output)

The facts are those of the CPython that runs this script (its unicodedata version is written into the file).
Numbers are written in one to three bytes: 0xxxxxxx, 10xxxxxx x8, 11xxxxxx x16.

  set      the lengths of runs, outside and inside by turns, beginning outside at U+0000
  mapping  for each run: gap from the end of the run before, count << 1 | every second only, zigzag of the difference
  special  for each character: gap from the one before, number of results, the results
All end with a gap beyond the last code point.
"""

import pathlib
import sys
import unicodedata

LAST = 0x110000
OUT = pathlib.Path(__file__).resolve().parents[2] / "src/Krait.Python/Library/tables.py"


def number(n):
    if n < 0x80:
        return bytes([n])
    if n < 0x4000:
        return bytes([0x80 | n >> 8, n & 255])
    assert n < 0x400000
    return bytes([0xC0 | n >> 16, n >> 8 & 255, n & 255])


def zigzag(n):
    return n << 1 if n >= 0 else (-n << 1) - 1


def members(test):
    return [c for c in range(LAST) if not 0xD800 <= c < 0xE000 and test(chr(c))]


def encode_set(test):
    out = b""
    at = 0
    inside = False
    for c in range(LAST):
        if (not 0xD800 <= c < 0xE000 and test(chr(c))) != inside:
            out += number(c - at)
            at = c
            inside = not inside
    return out + number(LAST)


def encode_mapping(pairs):
    out = b""
    end = 0
    codes = sorted(pairs)
    i = 0
    while i < len(codes):
        best = 1
        step = 1
        for stride in (1, 2):
            j = i
            while j + 1 < len(codes) and codes[j + 1] == codes[j] + stride \
                    and pairs[codes[j + 1]] - codes[j + 1] == pairs[codes[i]] - codes[i]:
                j += 1
            if j - i + 1 > best:
                best = j - i + 1
                step = stride
        out += number(codes[i] - end) + number(best << 1 | step - 1) + number(zigzag(pairs[codes[i]] - codes[i]))
        end = codes[i] + (best - 1) * step + 1
        i += best
    return out + number(LAST)


def encode_special(texts):
    out = b""
    before = 0
    for c in sorted(texts):
        out += number(c - before) + number(len(texts[c])) + b"".join(number(ord(x)) for x in texts[c])
        before = c
    return out + number(LAST)


def split(method, without=lambda c: None):
    """The one-to-one and the other results of a method, where they differ from `without`."""
    single, special = {}, {}
    for c in members(lambda c: method(c) != (without(c) or c)):
        result = method(chr(c))
        if len(result) == 1:
            single[c] = ord(result)
        else:
            special[c] = result
    return single, special


def is_ignorable(c):
    return ("A\u03a3" + c + "A").lower()[1] == "\u03c3" and not stops_word(c)


def stops_word(c):
    return ("A\u03a3" + c).lower()[1] == "\u03c3"


def main():
    lower, lower_special = split(str.lower)
    upper, upper_special = split(str.upper)
    title, title_special = split(str.title, str.upper)
    fold, fold_special = split(str.casefold, str.lower)
    assert list(lower_special) == [0x130], "lower() of one character: a case the library does not know"
    tables = {
        "LOWER": ("lower(), one character to one", encode_mapping(lower)),
        "UPPER": ("upper(), one character to one", encode_mapping(upper)),
        "UPPER_SPECIAL": ("upper(), one character to several", encode_special(upper_special)),
        "TITLE": ("title(), where it is not upper()", encode_mapping(title)),
        "TITLE_SPECIAL": ("title(), one character to several", encode_special(title_special)),
        "FOLD": ("casefold(), where it is not lower()", encode_mapping(fold)),
        "FOLD_SPECIAL": ("casefold(), one character to several", encode_special(fold_special)),
        "CASED": ("letters before or after which a sigma is inside a word", encode_set(stops_word)),
        "IGNORABLE": ("characters that are passed over in that search", encode_set(is_ignorable)),
        "IS_UPPER": ("isupper()", encode_set(str.isupper)),
        "IS_LOWER": ("islower()", encode_set(str.islower)),
        "IS_TITLE": ("istitle() without isupper()", encode_set(lambda c: unicodedata.category(c) == "Lt")),
        "ALPHA": ("isalpha()", encode_set(str.isalpha)),
        "DIGIT": ("isdigit() without isdecimal()", encode_set(lambda c: c.isdigit() and not c.isdecimal())),
        "NUMERIC": ("isnumeric() without isdecimal()", encode_set(lambda c: c.isnumeric() and not c.isdecimal())),
        "PRINTABLE": ("isprintable()", encode_set(str.isprintable)),
        "IDENTIFIER_START": ("first characters of a name", encode_set(str.isidentifier)),
        "IDENTIFIER": ("further characters of a name", encode_set(lambda c: ("a" + c).isidentifier())),
        "DECIMAL_ZEROS": ("gaps between the zeros of the scripts' decimal digits",
                          gaps(members(lambda c: c.isdecimal() and unicodedata.decimal(c) == 0))),
    }
    for c in members(str.isdecimal):
        assert unicodedata.decimal(chr(c - unicodedata.decimal(chr(c)))) == 0, "digits do not follow their zero"
    lines = ['"""Unicode facts, made by tools/UnicodeTables/generate.py, which also says how to read them. Unicode '
             + unicodedata.unidata_version + '."""', ""]
    for name, (meaning, value) in tables.items():
        lines += ["", f"# {meaning}: {len(value)} bytes.", f"{name} = ("]
        for i in range(0, len(value), 26):
            lines.append('    b"' + "".join(f"\\x{b:02x}" for b in value[i:i + 26]) + '"')
        lines += [")", "", "", f"def {name.lower()}_table() -> int:", f"    return data({name})", ""]
    text = "\n".join(lines).rstrip() + "\n"
    if sys.argv[1:] == ["-"]:
        sys.stdout.write(text)
    else:
        OUT.write_text(text, encoding="ascii")


def gaps(codes):
    out = b""
    before = 0
    for c in codes:
        out += number(c - before)
        before = c
    return out + number(LAST)


if __name__ == "__main__":
    main()
