def parse(text):
    return int(text)


def read(value):
    try:
        return parse(value)
    except ValueError as e:
        e.add_note('first note')
        e.add_note('second\nnote')
        raise LookupError('no number in ' + repr(value)) from e


def during(value):
    try:
        read(value)
    except LookupError:
        {}['missing']


def hidden():
    try:
        1 / 0
    except ZeroDivisionError:
        raise RuntimeError('alone') from None


case_0 = lambda: during('x')
case_1 = hidden


def case_2():
    first = ValueError('a')
    second = KeyError('b')
    first.__context__ = second
    second.__cause__ = first
    raise first


class Odd(Exception):
    def __str__(self):
        raise TypeError('no text')


def case_3():
    try:
        raise Odd()
    except Odd:
        raise Odd(1)


class Outer:
    class Inner(Exception):
        pass


def case_4():
    raise Outer.Inner('two\nlines')


def case_5():
    raise Outer.Inner


def case_6():
    e = ValueError('notes that are no list')
    e.__notes__ = 'text'
    raise e


def case_7():
    import json
    json.loads('{"a": [1, }')


def case_8():
    raise SystemExit(3)


def case_9():
    raise KeyboardInterrupt
