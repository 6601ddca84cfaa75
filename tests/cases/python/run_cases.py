"""Runs case files in CPython and prints what they do, as JSON.

usage: run_cases.py FILE...        (or one file name a line on standard input)

Gives {"version": [3, 14], "cases": {file: {"stdout": text, "type": name or null, "message": text, "line": number}}}.
The line of an uncaught exception is that of the innermost frame of the case.
"""

import contextlib
import io
import json
import sys
import traceback


def run(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    out = io.StringIO()
    result = {"type": None, "message": "", "line": 0}
    try:
        code = compile(text, path, "exec")
        with contextlib.redirect_stdout(out):
            exec(code, {"__name__": "__main__"})
    except SyntaxError as e:
        result = {"type": "SyntaxError", "message": str(e), "line": e.lineno or 0}
    except BaseException as e:
        lines = [frame.lineno for frame in traceback.extract_tb(e.__traceback__) if frame.filename == path]
        result = {"type": type(e).__name__, "message": str(e), "line": lines[-1] if lines else 0}
    result["stdout"] = out.getvalue()
    return result


def main():
    paths = sys.argv[1:] or sys.stdin.read().split("\n")
    cases = {path: run(path) for path in paths if path}
    sys.stdout.buffer.write(json.dumps({"version": sys.version_info[:2], "cases": cases}).encode("ascii"))


if __name__ == "__main__":
    main()
