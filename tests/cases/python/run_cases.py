"""Runs case files in CPython and prints what they do, as JSON.

usage: run_cases.py [--int64] FILE...        (or one file name a line on standard input)

With --int64 every int is checked as the typed tier does it: a result beyond 64 bits raises OverflowError.

Gives {"version": [3, 14], "cases": {file: {"stdout": text, "type": name or null, "message": text, "line": number}}}.
The line of an uncaught exception is that of the innermost frame of the case.
"""

import ast
import contextlib
import io
import json
import sys
import traceback


class Checked(ast.NodeTransformer):
    """Puts each arithmetic operation into a check of its result."""

    def fit(self, node):
        return ast.copy_location(ast.Call(ast.Name("__fit__", ast.Load()), [node], []), node)

    def visit_BinOp(self, node):
        self.generic_visit(node)
        return self.fit(node)

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        # The operand of the smallest int's literal is out of range by itself.
        return self.fit(node)

    def visit_Call(self, node):
        self.generic_visit(node)
        return self.fit(node)

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        # The old value is read, and the new one checked, before the target is written.
        node.value = ast.copy_location(ast.Call(ast.Name("__operand__", ast.Load()), [node.value], []), node.value)
        return node


def fit(value):
    if type(value) is int and not -(2 ** 63) <= value < 2 ** 63:
        raise OverflowError("int result does not fit in 64 bits")
    return value


class Operand(int):
    """The right side of an augmented assignment: its reflected operators check the result."""


def reflected(name):
    plain = getattr(int, name)

    def apply(self, other):
        result = plain(int(self), other)
        return fit(result) if type(other) is int else result
    return apply


for operator in ("__radd__", "__rsub__", "__rmul__", "__rfloordiv__", "__rmod__", "__rlshift__", "__rrshift__", "__rand__",
                 "__ror__", "__rxor__", "__rpow__"):
    setattr(Operand, operator, reflected(operator))


def operand(value):
    return Operand(value) if type(value) is int else value


def run(path, checked):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    out = io.StringIO()
    result = {"type": None, "message": "", "line": 0}
    try:
        space = {"__name__": "__main__"}
        tree = ast.parse(text, path)
        if checked:
            tree = ast.fix_missing_locations(Checked().visit(tree))
            space.update(__fit__=fit, __operand__=operand)
        code = compile(tree, path, "exec")
        with contextlib.redirect_stdout(out):
            exec(code, space)
    except SyntaxError as e:
        result = {"type": "SyntaxError", "message": str(e), "line": e.lineno or 0}
    except BaseException as e:
        lines = [frame.lineno for frame in traceback.extract_tb(e.__traceback__) if frame.filename == path]
        result = {"type": type(e).__name__, "message": str(e), "line": lines[-1] if lines else 0}
    result["stdout"] = out.getvalue()
    return result


def main():
    checked = sys.argv[1:2] == ["--int64"]
    paths = sys.argv[1 + checked:] or sys.stdin.read().split("\n")
    cases = {path: run(path, checked) for path in paths if path}
    sys.stdout.buffer.write(json.dumps({"version": sys.version_info[:2], "cases": cases}).encode("ascii"))


if __name__ == "__main__":
    main()
