"""Writes what CPython's parser makes of its standard library, for comparison.

usage: python3 dump_library.py OUTPUT

The first line is the version; every further line is: hash of ast.dump, hash of ast.dump with
attributes, path. A file that CPython itself cannot parse has "-" for both hashes.
"""
import ast
import hashlib
import os
import sys
import sysconfig
import warnings


def digest(tree, **options):
    try:
        text = ast.dump(tree, **options)
    except (RecursionError, ValueError):
        return "-"
    # Which characters repr escapes depends on the Unicode version, so all beyond ASCII are escaped here.
    return hashlib.sha256(text.encode("ascii", "backslashreplace")).hexdigest()[:32]


def forget_guessed_locations(tree):
    """Up to version 3.11 locations inside f-strings are guesses."""
    if sys.version_info >= (3, 12):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for inner in ast.walk(node):
                if inner is not node:
                    for name in inner._attributes:
                        vars(inner).pop(name, None)


def library_files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {"site-packages", "dist-packages", "__pycache__"})
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def main(output):
    warnings.simplefilter("ignore")
    with open(output + ".part", "w", encoding="utf-8") as lines:
        print(sys.version_info.minor, file=lines)
        for path in library_files(sysconfig.get_path("stdlib")):
            with open(path, "rb") as file:
                source = file.read()
            try:
                tree = ast.parse(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                print("-", "-", path, file=lines)
                continue
            plain = digest(tree)
            forget_guessed_locations(tree)
            print(plain, digest(tree, include_attributes=True), path, file=lines)
    os.replace(output + ".part", output)


main(sys.argv[1])
