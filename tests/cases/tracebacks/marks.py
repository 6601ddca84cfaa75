class Thing:
    value = None

    def method(self, *arguments):
        raise ValueError('called')


thing = Thing()
numbers = [1, 2, 3]
text = 'abc'


def plain(x=0):
    raise ValueError(x)


def case_0():
    return 1 + numbers[0] / 0 * 2


def case_1():
    return numbers[1 + 2][0]


def case_2():
    return plain(1)


def case_3():
    x = plain(1)


def case_4():
    x = 1 + plain(1)


def case_5():
    plain(
        1
    )


def case_6():
    return (
        numbers[0]
        +
        text
    )


def case_7():
    return thing.method(1, 2).more


def case_8():
    thing.value.missing.more(1)


def case_9():
    if plain(2): pass


def case_10():
    return [plain(n) for n in numbers if n > 0]


def case_11():
    return thing.method(
        1,
        2,
        3,
        4,
        5,
        6,
    ) + 1


def case_12():
    return 'é' + text + 1


def case_13():
    漢字 = '漢字'; return 漢字 + 1


def case_14():
    return 2 ** -1 ** text


def case_15():
    return -text * 2


def case_16():
    return text%(1, 2)


def case_17():
    return 1+(text)


def case_18():
    return 1+(text, 2)


def case_19():
    return numbers[0] // 0


def case_20():
    return 1 << -1


def case_21():
    return text @ text


def case_22():
    return numbers[0](1)


def case_23():
    return (lambda: 1 / 0)()


def case_24():
    a, b = numbers


def case_25():
    assert numbers == [], 'not empty'


def case_26():
    for x in 5: pass


def case_27():
    with thing: pass


def case_28():
    return f'{thing.missing!r:>{10}} {plain(1)}' + 1


def case_29():
    return not numbers + 1


def case_30():
    return f"{text["x"]}"


def case_31():
    del thing.nothing


def case_32():
    x: int = plain(3)


def case_33():
    return thing.method(1)


def case_34():
    thing.value = thing.method(1)


def case_35():
    x = (plain
         (1))


def case_36():
    return plain(1)  # with a comment


def case_37():
    return numbers[0] + \
        text


def case_38():
    return (numbers  # a + b
            + 1)


def case_39():
    return plain(')' "](" '''[''')


def case_40():
    return plain(1) + numbers[
        7 + len('''a
b''')
    ]


def case_41():
	return	thing.method(1) + 1


def case_42():
    return plain(*numbers, **{'x': 1})


def case_43():
    return text[1:2][9]


def case_44():
    return 0xe-text + 1e-5


def case_45():
    return {**5}


def case_46():
    import nothing_of_that_name


def case_47():
    from json import nothing


def recurse(n):
    return recurse(n - 1) + 1 if n else plain()


def case_48():
    recurse(10)


def case_49():
    recurse(3)


def case_50():
    recurse(4)


def case_51():
    numbers[0] += text


def case_52():
    numbers['x'] = 1


def case_53():
    del numbers[9]


def case_54():
    raise plain(1)


def case_55():
    return 1 < text


def case_56():
    exec('x = 1\ny = x +')


def case_57():
    eval('1 + + ')


def case_58():
    compile('    a = 1\n  b = 2\n', 'other.py', 'exec')


def case_59():
    compile('f(x for x in y, 1)', 'other.py', 'exec')


def case_60():
    compile('x = "abc\n', 'other.py', 'exec')


def case_61():
    raise SyntaxError('by hand')


def case_62():
    raise SyntaxError('by hand', ('other.py', 3, 5, '  a b c\n', 3, 8))


def case_63():
    raise SyntaxError('by hand', ('other.py', None, None, None))
