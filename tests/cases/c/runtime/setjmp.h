// setjmp and longjmp for WebAssembly, on the exception instructions. Debian's wasi-libc has none.
#ifndef KRAIT_SETJMP_H
#define KRAIT_SETJMP_H

#ifdef __cplusplus
extern "C" {
#endif

// What the compiler's code shares with jump.c. The two fields of the thrown value have a fixed order.
struct krait_jump {
    void *invocation; // The call of the function that called setjmp: an address in its frame.
    unsigned label;   // Which setjmp of that function.
    struct {
        struct krait_jump *target;
        int value;
    } thrown;
};

typedef struct krait_jump jmp_buf[1];

__attribute__((returns_twice)) int setjmp(jmp_buf target);
__attribute__((noreturn)) void longjmp(jmp_buf target, int value);

#ifdef __cplusplus
}
#endif

#endif
