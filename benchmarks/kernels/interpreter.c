// A byte-code interpreter: one switch in one loop, as language runtimes have it.
#include "kernel.h"

enum operation { PUSH, LOAD, STORE, ADD, SUBTRACT, MULTIPLY, MODULO, LESS, JUMP, JUMP_IF_ZERO, LOAD_ITEM, STORE_ITEM, DUPLICATE, DROP, HALT };

static int32_t items[256];

// sum = 0; for (i = 0; i < limit; i++) { items[i % 256] = items[i % 256] * 3 + i; sum = sum + items[i % 256]; }
static const int32_t program[] = {
    PUSH, 0, STORE, 0, PUSH, 0, STORE, 1,
    LOAD, 1, LOAD, 2, LESS, JUMP_IF_ZERO, 51,
    LOAD, 1, PUSH, 256, MODULO, DUPLICATE, LOAD_ITEM, PUSH, 3, MULTIPLY, LOAD, 1, ADD, STORE_ITEM,
    LOAD, 0, LOAD, 1, PUSH, 256, MODULO, LOAD_ITEM, ADD, STORE, 0,
    LOAD, 1, PUSH, 1, ADD, STORE, 1, JUMP, 8, DROP, HALT,
    LOAD, 0, HALT,
};

__attribute__((noinline)) static int32_t execute(const int32_t *code, int32_t *variables)
{
    int32_t stack[32];
    int32_t *top = stack;
    const int32_t *pc = code;
    for (;;) {
        switch ((enum operation)*pc++) {
        case PUSH: *++top = *pc++; break;
        case LOAD: *++top = variables[*pc++]; break;
        case STORE: variables[*pc++] = *top--; break;
        case ADD: top--; *top = (int32_t)((uint32_t)*top + (uint32_t)top[1]); break;
        case SUBTRACT: top--; *top = (int32_t)((uint32_t)*top - (uint32_t)top[1]); break;
        case MULTIPLY: top--; *top = (int32_t)((uint32_t)*top * (uint32_t)top[1]); break;
        case MODULO: top--; *top = *top % top[1]; break;
        case LESS: top--; *top = *top < top[1]; break;
        case JUMP: pc = code + *pc; break;
        case JUMP_IF_ZERO: pc = *top-- == 0 ? code + *pc : pc + 1; break;
        case LOAD_ITEM: *top = items[*top & 255]; break;
        case STORE_ITEM: items[top[-1] & 255] = *top; top -= 2; break;
        case DUPLICATE: top[1] = *top; top++; break;
        case DROP: top--; break;
        case HALT: return *top;
        }
    }
}

KERNEL run(uint32_t n)
{
    int32_t variables[4] = {0, 0, (int32_t)n, 0};
    for (int i = 0; i < 256; i++)
        items[i] = i;
    return (uint32_t)execute(program, variables);
}
