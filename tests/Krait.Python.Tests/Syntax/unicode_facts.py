"""Writes what CPython knows of every named character, for comparison.

usage: python3 unicode_facts.py OUTPUT

The first line is the Unicode version.
"""
import os
import sys
import unicodedata


def main(output):
    with open(output + ".part", "w", encoding="ascii") as lines:
        print(unicodedata.unidata_version, file=lines)
        for code in range(0x80, sys.maxunicode + 1):
            char = chr(code)
            name = unicodedata.name(char, None)
            if name is None or code >= 0xF0000:
                continue
            form = ",".join(f"{ord(c):x}" for c in unicodedata.normalize("NFKC", char))
            print(f"{code:x}", int(char.isidentifier()), int(("a" + char).isidentifier()), form, name, file=lines)
    os.replace(output + ".part", output)


main(sys.argv[1])
