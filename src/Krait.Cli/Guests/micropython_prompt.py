# The interactive prompt, on top of micropython.py in the same dictionary.

_COMPOUND = ("if", "while", "for", "try", "with", "def", "class", "async")


def banner():
    return (f"MicroPython {sys.version.split(';')[-1].strip()} on {sys.platform}\n"
            "Names end with Tab, the session with Ctrl-D.")


def needs_more(text):
    """Whether what was typed so far is the beginning of something: brackets or texts are open, or no blank line ended a block."""
    depth = 0
    quote = ""
    i = 0
    while i < len(text):
        c = text[i]
        if quote:
            if c == "\\":
                i += 1
            elif text[i:i + len(quote)] == quote:
                i += len(quote) - 1
                quote = ""
            elif c == "\n" and len(quote) == 1:
                quote = ""
        elif c in "'\"":
            quote = c * 3 if text[i:i + 3] == c * 3 else c
            i += len(quote) - 1
        elif c == "#":
            while i + 1 < len(text) and text[i + 1] != "\n":
                i += 1
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        i += 1
    if depth > 0 or len(quote) == 3 or text.endswith("\\"):
        return True
    word = ""
    for c in text:
        if not (c.isalpha() or c == "_"):
            break
        word += c
    return (word in _COMPOUND or text[:1] == "@") and not text.endswith("\n")


def execute(text, colors):
    """Runs what was typed. Answers with an exit status if the session is over."""
    try:
        try:
            code = compile(text, "<stdin>", "single")
        except SyntaxError:
            code = compile(text, "<stdin>", "exec")
        exec(code, _main)
    except SystemExit as error:
        return exit_status(error)
    except BaseException as error:
        if colors:
            sys.stderr.write("\x1b[31m")
        report(error)
        if colors:
            sys.stderr.write("\x1b[0m")
        if isinstance(error, KeyboardInterrupt):
            raise


def complete(text):
    """What the name at the end of a text can become, one on each line."""
    before, dot, name = text.rpartition(".")
    try:
        if dot:
            names = dir(eval(before, _main))
        else:
            names = list(_main) + dir(__import__("builtins"))
    except Exception:
        return ""
    return "\n".join(sorted({before + dot + n for n in names if n.startswith(name) and (name or not n.startswith("_")) and n != "_krait"}))
