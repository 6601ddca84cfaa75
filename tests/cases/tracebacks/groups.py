def one(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        return e


def case_0():
    raise ExceptionGroup('several', [one(1), TypeError('never raised'), one(3)])


def case_1():
    inner = ExceptionGroup('inner', [one(1), one(2)])
    inner.add_note('on the inner one')
    raise ExceptionGroup('outer', [inner, one(3)]) from one(4)


def case_2():
    raise ExceptionGroup('many', [one(i) for i in range(20)])


def case_3():
    raise BaseExceptionGroup('last is a group', [one(1), ExceptionGroup('inner', [ExceptionGroup('innermost', [one(2)])])])


def case_4():
    group = ValueError('deepest')
    for i in range(14):
        group = ExceptionGroup('level %d' % i, [group])
    raise group


def case_5():
    try:
        case_0()
    except* ValueError as e:
        raise RuntimeError('handled') from e


def case_6():
    e = ExceptionGroup('with context', [OSError(2, 'no file', 'name')])
    try:
        raise one(7)
    except ValueError:
        raise e
