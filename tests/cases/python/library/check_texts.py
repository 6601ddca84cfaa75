"""Checks repr(), ascii() and UTF-8 of the library against CPython."""

import random

import emulator


def run(check, library):
    texts = ["", "a", "it's", '"', "'\"", "\n\r\t\\\0\x7f", "\x80\xa0\xad\xff", "\u4e16\ud800", "\U0001f40d\U000e0001", "\u200b\u2028x", "\u0378"]
    generator = random.Random(9)
    for _ in range(500):
        texts.append("".join(chr(generator.choice([generator.randrange(128), generator.randrange(0x800), generator.randrange(0x110000)]))
                             for _ in range(generator.randrange(12))))
    for text in texts:
        check(library.str_repr, repr, text)
        check(library.str_ascii, ascii, text)
        if not any(0xD800 <= ord(c) < 0xE000 for c in text):
            check(library.utf8_size, lambda s: len(s.encode()), text)
            check(lambda s: round_trip(library, s), lambda s: (s.encode(), s), text)
            check(lambda s: printed(library, s), lambda s: s.encode(), text)
    for raw in broken(generator):
        check(lambda n: library.utf8_decode(place(raw), len(raw)), lambda n: replaced(raw), len(raw))


def place(raw):
    at = emulator.LIBRARY.alloc(len(raw))
    emulator.MEMORY.bytes[at:at + len(raw)] = raw
    return at


def round_trip(library, s):
    size = library.utf8_size(s)
    at = emulator.LIBRARY.alloc(size)
    written = library.utf8_encode(s, at)
    assert written == size
    return bytes(emulator.MEMORY.bytes[at:at + size]), library.utf8_decode(at, size)


def printed(library, s):
    emulator.PRINTED.clear()
    mark = library.heap_top()
    library.print_text(s, mark)
    assert library.heap_top() == mark
    return emulator.PRINTED[0]


def broken(generator):
    yield b"\xff"
    yield b"\xc3"
    yield b"a\xc0\x80b"
    yield b"\xed\xa0\x80"
    yield b"\xf4\x90\x80\x80"
    yield b"\xe4\xb8"
    yield b"\xf0\x9f\x90\x8d\xf0\x9f"
    for _ in range(500):
        yield bytes(generator.choice([0x41, 0x80, 0xBF, 0xC3, 0xE4, 0xED, 0xA0, 0xF0, 0xF4, 0x90, 0x9F, generator.randrange(256)])
                    for _ in range(generator.randrange(1, 8)))


def replaced(raw):
    """One U+FFFD for each byte that no sequence claims."""
    text = ""
    i = 0
    while i < len(raw):
        for size in (1, 2, 3, 4):
            try:
                c = raw[i:i + size].decode()
            except UnicodeDecodeError:
                continue
            if len(c) == 1:
                text += c
                i += size
                break
        else:
            text += "\ufffd"
            i += 1
    return text
