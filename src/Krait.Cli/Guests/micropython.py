# Runs programs inside MicroPython. The command keeps these functions in one dictionary, out of the way of __main__.

import sys

_main = __import__("__main__").__dict__


def set_up(arguments, path, current, line_buffering):
    sys.argv[:] = arguments
    if path is not None:
        sys.path.insert(0, path)
    if current:
        import os
        os.chdir(current)


def run_text(source):
    return _run(lambda: _execute(source, "<string>"))


def run_shown(source):
    def work():
        try:
            code = compile(source, "<string>", "eval")
        except SyntaxError:
            return _execute(source, "<string>")
        value = eval(code, _main)
        if value is not None:
            print(repr(value))
    return _run(work)


def run_file(path):
    def work():
        with open(path) as file:
            source = file.read()
        _main["__file__"] = path
        _execute(source, path)
    return _run(work)


def run_input():
    source = sys.stdin.read()
    return _run(lambda: _execute(source, "<stdin>"))


def run_module(name):
    return _run(lambda: __import__(name))


def _execute(source, name):
    exec(compile(source, name, "exec"), _main)


def _run(work):
    try:
        work()
        return 0
    except SystemExit as error:
        return exit_status(error)
    except BaseException as error:
        report(error)
        if isinstance(error, KeyboardInterrupt):
            raise  # The command knows whether the user or a limit asked for it.
        return 1


def report(error):
    """Prints the traceback without the frames of this file."""
    import io
    text = io.StringIO()
    sys.print_exception(error, text)
    for line in text.getvalue().split("\n")[:-1]:
        if not line.startswith('  File "<krait>"'):
            print(line, file=sys.stderr)


def exit_status(error):
    code = error.args[0] if error.args else None
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def finish(status):
    return status
