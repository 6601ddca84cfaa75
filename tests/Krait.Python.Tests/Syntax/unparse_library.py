"""Writes how CPython prints the expressions of its standard library, for comparison.

usage: python3 unparse_library.py OUTPUT [FILE]

One line for each file: the number of expressions, a hash of their texts, the path; with FILE the texts of that file.
Printed are the values and conditions of statements, but not those with formatted strings, whose
quotes CPython chooses differently from version to version.
"""
import ast
import hashlib
import os
import sys
import sysconfig
import warnings

PRINTED = {
    ast.Assign: "value",
    ast.AugAssign: "value",
    ast.Return: "value",
    ast.Expr: "value",
    ast.If: "test",
    ast.While: "test",
}


def texts(statements):
    for statement in statements:
        field = PRINTED.get(type(statement))
        value = getattr(statement, field) if field else None
        if value is not None and "JoinedStr(" not in ast.dump(value):
            yield ast.unparse(value)
        for name in ("body", "handlers", "orelse", "finalbody", "cases"):
            for child in getattr(statement, name, []):
                yield from texts([child])


def library_files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {"site-packages", "dist-packages", "__pycache__", "idlelib", "lib2to3", "turtledemo"})
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def main(output):
    warnings.simplefilter("ignore")
    files = sys.argv[2:] or library_files(sysconfig.get_path("stdlib"))
    with open(output + ".part", "w", encoding="ascii", errors="backslashreplace") as lines:
        for path in files:
            with open(path, "rb") as file:
                source = file.read()
            try:
                printed = list(texts(ast.parse(source).body))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            text = "\n".join(printed)
            if len(sys.argv) > 2:
                print(text, file=lines)
                continue
            digest = hashlib.sha256(text.encode("ascii", "backslashreplace")).hexdigest()[:32]
            print(len(printed), digest, path, file=lines)
    os.replace(output + ".part", output)


main(sys.argv[1])
