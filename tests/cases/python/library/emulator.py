"""Runs the runtime library under CPython: its modules as they are, the intrinsics over a bytearray.

The library is typed Python whose integers wrap at 64 bits and whose objects live in linear memory.
This file gives both to CPython, so that every library function can be checked against the built-in
it stands for, without the compiler.
"""

import ast
import math
import pathlib
import re
import struct

MASK = (1 << 64) - 1
HEAP_BASE = 1 << 20


def wrap(n):
    if type(n) is int:
        n &= MASK
        return n - (1 << 64) if n >> 63 else n
    return n


def divide(a, b):
    if type(a) is int and type(b) is int:
        raise AssertionError("int / int in the library: use float_of or div_u")
    if b == 0.0:
        if a == 0.0 or a != a:
            return math.nan
        return math.copysign(math.inf, math.copysign(1.0, a) * math.copysign(1.0, b))
    return a / b


class Memory:
    def __init__(self):
        self.bytes = bytearray(HEAP_BASE + (1 << 20))
        self.top = HEAP_BASE
        self.static_top = 1024
        self.statics = {}
        self.maximum = 1 << 26

    def static(self, value):
        key = id(value)
        if key not in self.statics:
            self.static_top = (self.static_top + 15) & -8
            address = self.static_top
            self.bytes[address:address + len(value)] = value
            self.static_top += len(value)
            assert self.static_top < HEAP_BASE
            self.statics[key] = (address, value)
        return self.statics[key][0]


MEMORY = Memory()


class Str:
    """A str of the library: an address."""

    def __init__(self, address):
        self.address = address

    def __eq__(self, other):
        return LIBRARY.str_equal(self, other)

    def __lt__(self, other):
        return LIBRARY.str_compare(self, other) < 0

    def __add__(self, other):
        return LIBRARY.str_concat(self, other)

    def __hash__(self):
        return hash(self.address)

    def __str__(self):
        return from_str(self)


class List:
    """A list of the library: an address, and how an item is read."""

    def __init__(self, address, kind):
        self.address = address
        self.kind = kind

    def __len__(self):
        return load(self.address, 4)

    def __getitem__(self, i):
        return get_item(self, i)

    def __setitem__(self, i, value):
        set_item(self, i, value)

    def __eq__(self, other):
        return LIBRARY.list_equal(self, other)

    def __lt__(self, other):
        return LIBRARY.list_compare(self, other) == -1


def load(address, size):
    assert address >= 0
    return int.from_bytes(MEMORY.bytes[address & 0xFFFFFFFF:(address & 0xFFFFFFFF) + size], "little")


def store(address, value, size):
    address &= 0xFFFFFFFF
    assert 1024 <= address and address + size <= len(MEMORY.bytes), address
    MEMORY.bytes[address:address + size] = (value & ((1 << (8 * size)) - 1)).to_bytes(size, "little")


def is_shift(value):
    return 2 if any(ord(c) > 255 for c in value) else 0


def to_str(value):
    shift = is_shift(value)
    s = LIBRARY.str_new(len(value), shift)
    for i, c in enumerate(value):
        store(s.address + 16 + (i << shift), ord(c), 4 if shift else 1)
    return s


def from_str(s):
    length, shift, mask = load(s.address, 4), load(s.address + 4, 4), load(s.address + 8, 4)
    assert mask == (0xFFFFFFFF if shift else 0xFF), "mask"
    text = "".join(chr(load(s.address + 16 + (i << shift), 4 if shift else 1)) for i in range(length))
    assert shift == is_shift(text), "the shape is not the narrowest"
    return text


def kind_of(values):
    first = values[0]
    if type(first) is bool:
        return "b"
    if type(first) is int:
        return "i"
    if type(first) is float:
        return "f"
    if type(first) is str:
        return "s"
    return ("list", kind_of([x for v in values for x in v] or [0]))


def size_of(kind):
    return {"i": 8, "f": 8, "b": 1}.get(kind, 4)


def to_list(values, kind=None):
    kind = kind or (kind_of(values) if values else "i")
    r = List(LIBRARY.list_new(size_of(kind), len(values)), kind)
    for i, v in enumerate(values):
        r[i] = to_value(v, kind)
    return r


def to_value(v, kind=None):
    if type(v) is str:
        return to_str(v)
    if type(v) is list:
        return to_list(v, kind[1] if kind else None)
    return v


def from_value(v):
    if type(v) is Str:
        return from_str(v)
    if type(v) is List:
        return [from_value(v[i]) for i in range(len(v))]
    if type(v) is tuple:
        return tuple(from_value(x) for x in v)
    return v


def get_item(xs, i):
    assert 0 <= i < len(xs)
    at = load(xs.address + 8, 4) + i * size_of(xs.kind)
    if xs.kind == "i":
        return wrap(load(at, 8))
    if xs.kind == "f":
        return struct.unpack_from("<d", MEMORY.bytes, at)[0]
    if xs.kind == "b":
        return load(at, 1) != 0
    if xs.kind == "s":
        return Str(load(at, 4))
    return List(load(at, 4), xs.kind[1])


def set_item(xs, i, v):
    assert 0 <= i < load(xs.address + 4, 4)
    at = load(xs.address + 8, 4) + i * size_of(xs.kind)
    if xs.kind == "i":
        store(at, v, 8)
    elif xs.kind == "f":
        struct.pack_into("<d", MEMORY.bytes, at, v)
    elif xs.kind == "b":
        store(at, int(v), 1)
    else:
        store(at, v.address, 4)


def memory_grow(pages):
    old = len(MEMORY.bytes) >> 16
    if len(MEMORY.bytes) + (pages << 16) > MEMORY.maximum:
        return -1
    MEMORY.bytes.extend(bytes(pages << 16))
    return old


def memory_copy(to, of, size):
    assert size >= 0 and to + size <= len(MEMORY.bytes) and of + size <= len(MEMORY.bytes)
    MEMORY.bytes[to:to + size] = bytes(MEMORY.bytes[of:of + size])


def memory_fill(to, value, size):
    MEMORY.bytes[to:to + size] = bytes([value & 255]) * size


def set_heap_top(p):
    MEMORY.top = p


def whole(function):
    """A rounding of floats to whole floats that leaves infinities and NaN alone and keeps the sign of zero."""
    return lambda x: x if math.isinf(x) or math.isnan(x) else math.copysign(float(function(x)), x)


def u(n):
    return n & MASK


def int_of(x):
    if x != x:
        return 0
    if x >= 9.223372036854775807e18:
        return (1 << 63) - 1
    if x <= -9.223372036854775808e18:
        return -(1 << 63)
    return int(x)


def literal(text):
    if text not in literal.cache:
        shift = is_shift(text)
        size = len(text) << shift
        raw = struct.pack("<IIII", len(text), shift, 0xFFFFFFFF if shift else 0xFF, 0)
        raw += b"".join(ord(c).to_bytes(4 if shift else 1, "little") for c in text) + bytes(3)
        assert size >= 0
        literal.cache[text] = (Str(MEMORY.static(raw)), raw)
    return literal.cache[text][0]


literal.cache = {}

def text_of(x):
    """repr() of the library's own values, as the compiler dispatches it."""
    if type(x) is Str:
        return LIBRARY.str_repr(x)
    if type(x) is List:
        return LIBRARY.list_repr(x)
    if type(x) is bool:
        return literal("True" if x else "False")
    if type(x) is float:
        return LIBRARY.float_repr(x)
    return LIBRARY.int_str(x)


PRINTED = []

INTRINSICS = {
    "_wrap": wrap,
    "_divide": divide,
    "_literal": literal,
    "_empty": lambda kind: to_list([], kind),
    "load8": lambda p, o=0: load(p + o, 1),
    "load32": lambda p, o=0: load(p + o, 4),
    "load64": lambda p, o=0: wrap(load(p + o, 8)),
    "loadf64": lambda p, o=0: struct.unpack_from("<d", MEMORY.bytes, p + o)[0],
    "store8": lambda p, o, v: store(p + o, v, 1),
    "store32": lambda p, o, v: store(p + o, v, 4),
    "store64": lambda p, o, v: store(p + o, v, 8),
    "storef64": lambda p, o, v: struct.pack_into("<d", MEMORY.bytes, p + o, v),
    "memory_copy": memory_copy,
    "memory_fill": memory_fill,
    "memory_size": lambda: len(MEMORY.bytes) >> 16,
    "memory_grow": memory_grow,
    "heap_top": lambda: MEMORY.top,
    "set_heap_top": set_heap_top,
    "host_print": lambda p, n: PRINTED.append(bytes(MEMORY.bytes[p:p + n])),
    "addr": lambda x: x.address,
    "as_str": Str,
    "as_list_str": lambda p: List(p, "s"),
    "as_like": lambda xs, p: List(p, xs.kind),
    "item": get_item,
    "set_item": set_item,
    "same_item": lambda a, b: a == b,
    "item_size": lambda xs: size_of(xs.kind),
    "data": lambda value: MEMORY.static(value),
    "shr_u": lambda a, n: wrap(u(a) >> n),
    "div_u": lambda a, b: wrap(u(a) // u(b)),
    "rem_u": lambda a, b: wrap(u(a) % u(b)),
    "lt_u": lambda a, b: u(a) < u(b),
    "clz": lambda a: 64 - u(a).bit_length(),
    "ctz": lambda a: 64 if a == 0 else (a & -a).bit_length() - 1,
    "popcnt": lambda a: bin(u(a)).count("1"),
    "float_bits": lambda x: struct.unpack("<q", struct.pack("<d", x))[0],
    "bits_float": lambda n: struct.unpack("<d", struct.pack("<q", n))[0],
    "float_of": float,
    "int_of": int_of,
    "f64_abs": abs,
    "f64_copysign": math.copysign,
    "f64_sqrt": lambda x: math.sqrt(x) if x >= 0 else math.nan,
    "f64_floor": whole(math.floor),
    "f64_ceil": whole(math.ceil),
    "f64_trunc": whole(math.trunc),
    "f64_nearest": whole(round),
    "len": lambda xs: len(xs) if type(xs) is List else load(xs.address, 4),
    "repr": text_of,
    "str": text_of,
}


class Wrapping(ast.NodeTransformer):
    """Makes arithmetic wrap and string literals library strings. Annotations stay out of it."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            return ast.Call(ast.Name("_divide", ast.Load()), [node.left, node.right], [])
        return ast.Call(ast.Name("_wrap", ast.Load()), [node], [])

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, (ast.USub, ast.Invert)):
            return ast.Call(ast.Name("_wrap", ast.Load()), [node], [])
        return node

    def visit_AugAssign(self, node):
        target = ast.Name(node.target.id, ast.Load())
        return ast.Assign([node.target], self.visit(ast.BinOp(target, node.op, node.value)))

    def visit_AnnAssign(self, node):
        node.value = self.visit(node.value)
        if isinstance(node.value, ast.List):
            # The expected type says what the items of an empty list are.
            kind = {"int": "i", "float": "f", "bool": "b"}.get(getattr(node.annotation.slice, "id", ""), "s")
            node.value = ast.Call(ast.Name("_empty", ast.Load()), [ast.Constant(kind)], [])
        return node

    def visit_arg(self, node):
        return node

    def visit_FunctionDef(self, node):
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        self.generic_visit(node)
        return node

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Constant):
            return node
        self.generic_visit(node)
        return node

    def visit_Constant(self, node):
        if type(node.value) is str:
            return ast.Call(ast.Name("_literal", ast.Load()), [node], [])
        return node


class Library:
    """All functions and constants of the library as attributes."""


LIBRARY = Library()


def load_library(folder):
    space = dict(INTRINSICS)
    owners = {}
    for path in sorted(pathlib.Path(folder).glob("*.py"), key=lambda path: (path.stem != "memory", path.stem)):
        # Type parameters of functions are newer than the oldest CPython this runs on.
        text = re.sub(r"^(def \w+)\[\w+\]\(", r"\1(", path.read_text(encoding="ascii"), flags=re.MULTILINE)
        tree = ast.parse(text, path.name)
        for node in tree.body:
            for name in defined(node):
                if name.isupper() and isinstance(node.value, (ast.Constant, ast.UnaryOp)):
                    continue
                if name in owners or name in space:
                    raise NameError(f"{path.name} defines {name}, which is in {owners.get(name, 'the intrinsics')} too")
                owners[name] = path.name
        exec(compile(ast.fix_missing_locations(Wrapping().visit(tree)), path.name, "exec"), space)
    LIBRARY.__dict__.update(space)
    return LIBRARY


def defined(node):
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets]
    return []


def call(function, *arguments):
    """Calls a library function with Python values; gives (value) or the exception as (type name, message)."""
    MEMORY.top = HEAP_BASE
    try:
        return from_value(function(*[to_value(a) for a in arguments]))
    except (ValueError, TypeError, OverflowError, ZeroDivisionError, IndexError, MemoryError) as e:
        return (type(e).__name__, from_value(e.args[0]) if e.args else "")


def expected(function, *arguments):
    try:
        return function(*arguments)
    except Exception as e:
        return (type(e).__name__, str(e))
