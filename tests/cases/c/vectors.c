// Arithmetic on vectors of all lane types, written with the compiler's own vector types.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef int8_t i8x16 __attribute__((vector_size(16)));
typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef int16_t i16x8 __attribute__((vector_size(16)));
typedef uint16_t u16x8 __attribute__((vector_size(16)));
typedef int32_t i32x4 __attribute__((vector_size(16)));
typedef uint32_t u32x4 __attribute__((vector_size(16)));
typedef int64_t i64x2 __attribute__((vector_size(16)));
typedef float f32x4 __attribute__((vector_size(16)));
typedef double f64x2 __attribute__((vector_size(16)));

static uint32_t state = 5;

static uint32_t next(void)
{
    state = state * 1664525u + 1013904223u;
    return state;
}

static void show(const char *name, const void *vector)
{
    unsigned char bytes[16];
    memcpy(bytes, vector, sizeof bytes);
    printf("%-12s", name);
    for (int i = 0; i < 16; i++)
        printf("%02x", bytes[i]);
    printf("\n");
}

#define SHOW(name, type, expression) \
    do { \
        type result = (type)(expression); \
        show(name, &result); \
    } while (0)

#define INTEGERS(type) \
    do { \
        type a, b; \
        memcpy(&a, words, 16); \
        memcpy(&b, words + 4, 16); \
        SHOW(#type " +", type, a + b); \
        SHOW(#type " -", type, a - b); \
        SHOW(#type " *", type, a * b); \
        SHOW(#type " &|^", type, (a & b) ^ (a | ~b)); \
        SHOW(#type " <<", type, a << 3); \
        SHOW(#type " >>", type, a >> 2); \
        SHOW(#type " <", type, a < b); \
        SHOW(#type " <=", type, a <= b); \
        SHOW(#type " ==", type, a == (a | (b & 1))); \
        SHOW(#type " -a", type, -a); \
    } while (0)

int main(void)
{
    for (int round = 0; round < 3; round++) {
        uint32_t words[8];
        for (int i = 0; i < 8; i++)
            words[i] = next();
        INTEGERS(i8x16);
        INTEGERS(u8x16);
        INTEGERS(i16x8);
        INTEGERS(u16x8);
        INTEGERS(i32x4);
        INTEGERS(u32x4);
        INTEGERS(i64x2);

        f32x4 a = {(float)(int)words[0], (float)words[1] / 7, -3.5f, 0.1f}, b = {2, 3, -1, (float)words[2]};
        SHOW("f32x4 +", f32x4, a + b);
        SHOW("f32x4 -", f32x4, a - b);
        SHOW("f32x4 *", f32x4, a * b);
        SHOW("f32x4 /", f32x4, a / b);
        SHOW("f32x4 <", i32x4, a < b);
        SHOW("to i32x4", i32x4, __builtin_convertvector(b / 100, i32x4));
        SHOW("to f32x4", f32x4, __builtin_convertvector(*(i32x4 *)(void *)words, f32x4));
        f64x2 c = {(double)words[3] / 3, -1e100}, d = {7, 1e-100};
        SHOW("f64x2 +", f64x2, c + d);
        SHOW("f64x2 *", f64x2, c * d);
        SHOW("f64x2 /", f64x2, c / d);
        SHOW("f64x2 <", i64x2, c < d);
    }

    // Loops that the compiler makes vector code of.
    static int16_t samples[1003], filtered[1003];
    static uint8_t text[1003];
    for (int i = 0; i < 1003; i++) {
        samples[i] = (int16_t)(next() >> 16);
        text[i] = (uint8_t)(next() >> 24);
    }
    for (int i = 1; i < 1002; i++)
        filtered[i] = (int16_t)((samples[i - 1] + 2 * samples[i] + samples[i + 1]) / 4);
    int sum = 0, spaces = 0, most = -40000;
    for (int i = 0; i < 1003; i++) {
        sum += filtered[i];
        spaces += text[i] < 40;
        most = most < filtered[i] ? filtered[i] : most;
    }
    uint64_t product = 0;
    for (int i = 0; i < 1003; i++)
        product += (uint64_t)text[i] * (uint16_t)samples[i];
    for (int i = 0; i < 1003; i++)
        text[i] = (uint8_t)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 32 : text[i]);
    uint32_t hash = 0;
    for (int i = 0; i < 1003; i++)
        hash = hash * 31 + text[i];
    printf("%d %d %d %llu %08x\n", sum, spaces, most, (unsigned long long)product, hash);
    return 0;
}
