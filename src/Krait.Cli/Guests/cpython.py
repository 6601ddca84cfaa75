# Runs programs inside CPython as its own command line would. The command loads this once into a sandbox, as a module that
# nothing imports by accident; what runs answers with an exit status.

import sys

_main = sys.modules["__main__"].__dict__
_ONLY_TREE = 0x400  # ast.PyCF_ONLY_AST; importing ast takes longer than all of this.


def set_up(arguments, path, current, line_buffering):
    sys.argv[:] = arguments
    if path is not None:
        sys.path.insert(0, path)
    if current:
        import posix
        posix.chdir(current)
    if line_buffering:
        sys.stdout.reconfigure(line_buffering=True)


def run_text(source):
    """python -c source"""
    return _run(lambda: _execute(source, "<string>"), source, "<string>")


def run_shown(source):
    """The same, and the last statement is shown if it is an expression."""
    def work():
        tree = compile(source, "<string>", "exec", _ONLY_TREE, True)
        last = tree.body.pop() if tree.body and type(tree.body[-1]).__name__ == "Expr" else None
        _execute(tree, "<string>")
        if last:
            import _ast
            exec(compile(_ast.Interactive([last]), "<string>", "single", 0, True), _main)
    return _run(work, source, "<string>")


def run_file(path):
    """python path"""
    def work():
        import io
        with io.open_code(path) as file:
            source = file.read()
        _main["__file__"] = path
        _execute(source, path)
    return _run(work)


def run_input():
    """python -"""
    source = sys.stdin.buffer.read()
    return _run(lambda: _execute(source, "<stdin>"), source, "<stdin>")


def run_module(name):
    """python -m name"""
    def work():
        import runpy
        sys.executable = "krait"  # It stands in messages and usage texts.
        runpy._run_module_as_main(name)
    return _run(work)


def _execute(source, name):
    exec(compile(source, name, "exec", 0, True), _main)


def _run(work, source=None, name=None):
    try:
        work()
        status = 0
    except SystemExit as error:
        status = exit_status(error)
    except BaseException as error:
        if source is not None:
            remember(source, name)
        report(error.with_traceback(own_frames_removed(error)))
        status = finish(1)
        if isinstance(error, KeyboardInterrupt):
            raise  # The command knows whether the user or a limit asked for it.
        return status
    return finish(status)


def own_frames_removed(error):
    frames = error.__traceback__
    while frames and frames.tb_frame.f_globals is globals():
        frames = frames.tb_next
    return frames


def remember(source, name):
    """Lets tracebacks show lines of a text that is no file."""
    import linecache
    if isinstance(source, bytes):
        source = source.decode("utf-8", "replace")
    linecache.cache[name] = len(source), None, source.splitlines(True), name


def report(error):
    sys.last_exc = error
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
    sys.excepthook(type(error), error, error.__traceback__)


def exit_status(error):
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    sys.stdout.flush()
    print(code, file=sys.stderr)
    return 1


def finish(status):
    """What happens when an interpreter ends."""
    if "atexit" in sys.modules:
        sys.modules["atexit"]._run_exitfuncs()
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except Exception as error:
        print(f"Exception ignored while flushing sys.stdout:\n{type(error).__name__}: {error}", file=sys.stderr)
        status = 120
    return status
