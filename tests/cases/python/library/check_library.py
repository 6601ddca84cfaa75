"""Checks the runtime library under CPython, without the compiler.

usage: check_library.py LIBRARY_FOLDER [AREA...]

Prints one line per area, `area: N checks`, and up to ten differences each; ends with status 1 when there are any.
"""

import importlib
import pathlib
import sys

import emulator


class Check:
    def __init__(self):
        self.count = 0
        self.wrong = []

    def __call__(self, function, reference, *arguments, show=repr):
        self.count += 1
        got = emulator.call(function, *arguments)
        want = emulator.expected(reference, *arguments)
        if show(got) != show(want):
            self.wrong.append(f"{getattr(function, '__name__', function)}{arguments!r}: {got!r}, CPython {want!r}")


def main():
    library = emulator.load_library(sys.argv[1])
    here = pathlib.Path(__file__).parent
    areas = sys.argv[2:] or sorted(path.stem.removeprefix("check_") for path in here.glob("check_*.py")
                                   if path.stem != "check_library")
    failed = False
    for area in areas:
        check = Check()
        importlib.import_module("check_" + area).run(check, library)
        print(f"{area}: {check.count} checks, {len(check.wrong)} different")
        for line in check.wrong[:10]:
            print("  " + line)
        failed = failed or bool(check.wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
