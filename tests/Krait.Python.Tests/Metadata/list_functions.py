"""Writes what CPython's ast says about every function of its standard library, for comparison.

usage: python3 list_functions.py OUTPUT

One line for each file: the number of functions, a hash of their descriptions, the path.
A description is name, parameters with annotations and defaults, return annotation and docstring.
"""
import ast
import hashlib
import os
import sys
import sysconfig
import warnings

MISSING = "-"


def value_text(node):
    if node is None:
        return MISSING
    try:
        return show(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return "not a literal"


def show(value):
    if isinstance(value, (set, frozenset)) and value:
        return "{" + ", ".join(sorted(map(show, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(show, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(map(show, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(show(k) + ": " + show(v) for k, v in value.items()) + "}"
    return repr(value)


def annotation_text(node):
    return MISSING if node is None else ast.unparse(node)


def parameters(args):
    positional = [(a, "PositionalOnly") for a in args.posonlyargs] + [(a, "Positional") for a in args.args]
    defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
    for (arg, kind), default in zip(positional, defaults):
        yield arg, kind, default
    if args.vararg:
        yield args.vararg, "Variadic", None
    for arg, default in zip(args.kwonlyargs, args.kw_defaults):
        yield arg, "KeywordOnly", default
    if args.kwarg:
        yield args.kwarg, "VariadicKeyword", None


def describe(node):
    lines = ["def " + node.name]
    for arg, kind, default in parameters(node.args):
        lines.append(f"{kind} {arg.arg}: {annotation_text(arg.annotation)} = {value_text(default)}")
    lines.append("-> " + annotation_text(node.returns))
    doc = ast.get_docstring(node)
    lines.append(MISSING if doc is None else repr(doc))
    return "\n".join(lines) + "\n"


def functions(node):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield child
        yield from functions(child)


def library_files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {"site-packages", "dist-packages", "__pycache__"})
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def main(output):
    warnings.simplefilter("ignore")
    show_all = len(sys.argv) > 2
    with open(output + ".part", "w", encoding="utf-8", errors="surrogatepass") as lines:
        for path in [sys.argv[2]] if show_all else library_files(sysconfig.get_path("stdlib")):
            with open(path, "rb") as file:
                source = file.read()
            try:
                tree = ast.parse(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            descriptions = [describe(node) for node in functions(tree)]
            text = "".join(descriptions)
            if show_all:
                lines.write(text)
                continue
            # Which characters repr escapes depends on the Unicode version, so all beyond ASCII are escaped here.
            digest = hashlib.sha256(text.encode("ascii", "backslashreplace")).hexdigest()[:32]
            print(len(descriptions), digest, path, file=lines)
    os.replace(output + ".part", output)


main(sys.argv[1])
