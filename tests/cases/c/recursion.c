// recursion calls N, recursion frames N, recursion mutual N, recursion pointer N: goes N levels down in one of four ways.
// Without an N that fits, the guest has to end with an error that its host survives.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile unsigned bottom;

__attribute__((noinline)) static unsigned calls(unsigned levels)
{
    return levels == 0 ? bottom : calls(levels - 1) * 3 + levels;
}

// Has a large frame in the guest's memory.
__attribute__((noinline)) static unsigned frames(unsigned levels)
{
    volatile unsigned char bytes[1000];
    memset((void *)bytes, (int)levels, sizeof bytes);
    unsigned below = levels == 0 ? 0 : frames(levels - 1);
    return below + bytes[levels % sizeof bytes];
}

static unsigned odd(unsigned levels);

__attribute__((noinline)) static unsigned even(unsigned levels)
{
    return levels == 0 ? bottom : odd(levels - 1) + 1;
}

__attribute__((noinline)) static unsigned odd(unsigned levels)
{
    return levels == 0 ? bottom : even(levels - 1) * 2;
}

typedef unsigned step(unsigned);
static unsigned through_pointer(unsigned levels);
static step *volatile next = through_pointer;

static unsigned through_pointer(unsigned levels)
{
    return levels == 0 ? bottom : next(levels - 1) + levels % 7;
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    unsigned levels = (unsigned)strtoul(arguments[2], NULL, 10);
    unsigned result = strcmp(arguments[1], "calls") == 0 ? calls(levels)
                      : strcmp(arguments[1], "frames") == 0 ? frames(levels)
                      : strcmp(arguments[1], "mutual") == 0 ? even(levels)
                                                            : next(levels);
    printf("%s %u: %u\n", arguments[1], levels, result);
    return 0;
}
