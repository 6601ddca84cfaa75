# The interactive prompt, on top of cpython.py in the same module. The command edits lines; what they mean is decided here, by
# the rules of codeop.

import codeop

sys.ps1, sys.ps2 = ">>> ", "... "  # What tells programs that a person is there.
_commands = codeop.CommandCompiler()
_count = 0
_unseen = {}  # Texts that tracebacks do not know yet.


def banner():
    return (f"Python {sys.version} on {sys.platform}\n"
            'Type "help", "copyright", "credits" or "license" for more information.')


def needs_more(text):
    """Whether what was typed so far is the beginning of something."""
    try:
        return _commands(text, "<stdin>", "single") is None
    except (SyntaxError, OverflowError, ValueError):
        # A mistake, or several statements at once, whose last one may go on.
        lines = text.split("\n")
        return len(lines) > 1 and lines[-1][:1] in (" ", "\t") and not lines[-1].isspace()


def execute(text, colors):
    """Runs what was typed. Answers with an exit status if the session is over."""
    global _count
    name = f"<python-input-{_count}>"
    _unseen[name] = text
    _count += 1
    try:
        parts = _parts(text, name)
    except (SyntaxError, OverflowError, ValueError) as error:
        return _show(error.with_traceback(None), colors)
    try:
        for part in parts:
            exec(part, _main)
    except SystemExit as error:
        return finish(exit_status(error))
    except BaseException as error:
        while _unseen:
            key, source = _unseen.popitem()
            remember(source, key)
        _show(error.with_traceback(own_frames_removed(error)), colors)
        if isinstance(error, KeyboardInterrupt):
            raise


def _parts(text, name):
    """The code of all statements, of which only the last one shows its value."""
    import _ast
    tree = _commands.compiler(text, name, "exec", _ONLY_TREE, incomplete_input=False)
    if not tree.body:
        return []
    last = _ast.Interactive([tree.body.pop()])
    return [_commands.compiler(part, name, mode, incomplete_input=False) for part, mode in ((tree, "exec"), (last, "single"))]


def _show(error, colors):
    if not colors or sys.excepthook is not sys.__excepthook__:
        return report(error)
    import traceback
    sys.last_exc = error
    sys.stdout.flush()
    traceback.print_exception(error, colorize=True)


def complete(text):
    """What the name at the end of a text can become, one on each line."""
    import rlcompleter
    completer = rlcompleter.Completer(_main)
    found = []
    while (match := completer.complete(text, len(found))) is not None:
        found.append(match)
    return "\n".join(found)
