// The functions that the compiler calls for setjmp and longjmp (-mllvm -wasm-enable-sjlj).
// A jump is an exception with the tag __c_longjmp. Each function that calls setjmp catches it, asks
// __wasm_setjmp_test whether it was meant for this call of the function, and throws it on if not.
#include "setjmp.h"

#include <stddef.h>

enum { JUMP_TAG = 1 };

void __wasm_setjmp(struct krait_jump *target, unsigned label, void *invocation)
{
    target->invocation = invocation;
    target->label = label;
}

// The label of the setjmp that a jump goes to, 0 where it belongs to another call.
unsigned __wasm_setjmp_test(struct krait_jump *target, void *invocation)
{
    return target->invocation == invocation ? target->label : 0;
}

__attribute__((noreturn)) void __wasm_longjmp(struct krait_jump *target, int value)
{
    target->thrown.target = target;
    target->thrown.value = value == 0 ? 1 : value;
    __builtin_wasm_throw(JUMP_TAG, &target->thrown);
}
