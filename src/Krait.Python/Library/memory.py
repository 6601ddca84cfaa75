"""The bump heap: every object is a block that starts at a multiple of eight.

A block is never freed on its own. The module gives back everything one call
allocated by moving the top of the heap down to a mark (krait_reset).
"""


# The largest address a block may end at: the last page stays free, so that
# reading four bytes at the end of a string never leaves the memory.
LIMIT = 4294901760

PAGE = 65536


def alloc(size: int) -> int:
    p = heap_top()
    end = p + ((size + 7) & -8)
    if end > memory_size() << 16:
        grow_to(end, size)
    set_heap_top(end)
    return p


def grow_to(end: int, size: int) -> None:
    if size < 0 or size > LIMIT or end > LIMIT:
        raise MemoryError("")
    have = memory_size()
    need = ((end + PAGE - 1) >> 16) - have
    # Growing by a quarter at least keeps the number of growths logarithmic;
    # where the limit forbids that much, exactly what is needed may still fit.
    more = have >> 2
    if more > need:
        if memory_grow(more) >= 0:
            return
    if memory_grow(need) < 0:
        raise MemoryError("")


# A str in memory, offsets in bytes, all fields little-endian:
#
#   +0       +4      +8     +12    +16
#   | length | shift | mask | hash | characters, then at least 3 bytes of padding
#
# length counts code points. shift 0: one byte a character, mask 0xFF;
# shift 2: four bytes a character, mask 0xFFFFFFFF. So character i is
# load32(p + 16 + (i << shift), 0) & mask in both shapes. A str has shift 2
# exactly when one of its characters is above 0xFF, so equal text has equal
# bytes.
def str_new(length: int, shift: int) -> str:
    p = alloc((length << shift) + 19)
    store32(p, 0, length)
    store32(p, 4, shift)
    if shift == 0:
        store32(p, 8, 255)
    else:
        store32(p, 8, 4294967295)
    store32(p, 12, 0)
    return as_str(p)


# Refuses lengths whose size in bytes would not fit before any arithmetic on it.
def str_new_checked(length: int, shift: int) -> str:
    if length < 0 or length > LIMIT:
        raise MemoryError("")
    return str_new(length, shift)
