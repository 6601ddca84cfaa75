// Ten megabytes of initialised data, no two lines of it the same: loaded whole, in place, and writable.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// A line is the path to it as seventeen digits, and padding to 80 bytes.
#define LINE(path) path " is where this line of the table stands, counted in halves.....\n"
#define L1(path) LINE(path "0") LINE(path "1")
#define L2(path) L1(path "0") L1(path "1")
#define L3(path) L2(path "0") L2(path "1")
#define L4(path) L3(path "0") L3(path "1")
#define L5(path) L4(path "0") L4(path "1")
#define L6(path) L5(path "0") L5(path "1")
#define L7(path) L6(path "0") L6(path "1")
#define L8(path) L7(path "0") L7(path "1")
#define L9(path) L8(path "0") L8(path "1")
#define L10(path) L9(path "0") L9(path "1")
#define L11(path) L10(path "0") L10(path "1")
#define L12(path) L11(path "0") L11(path "1")
#define L13(path) L12(path "0") L12(path "1")
#define L14(path) L13(path "0") L13(path "1")
#define L15(path) L14(path "0") L14(path "1")
#define L16(path) L15(path "0") L15(path "1")
#define L17(path) L16(path "0") L16(path "1")

enum { LINES = 1 << 17, WIDTH = sizeof LINE("00000000000000000") - 1 };

static char table[] = L17("");
static char zeros[4 << 20];

static uint32_t checksum(const char *bytes, size_t count)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < count; i++) {
        a = (a + (unsigned char)bytes[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

int main(void)
{
    printf("%zu bytes, %d a line\n", sizeof table - 1, WIDTH);
    printf("checksum %08x\n", checksum(table, sizeof table));
    int wrong = 0;
    for (uint32_t i = 0; i < LINES; i++) {
        for (int bit = 0; bit < 17; bit++)
            wrong += table[i * WIDTH + bit] != (char)('0' + (i >> (16 - bit) & 1));
        wrong += table[i * WIDTH + WIDTH - 1] != '\n';
    }
    printf("%d digits wrong\n", wrong);
    printf("%.17s\n%.17s\n", table + 12345 * WIDTH, table + (LINES - 1) * WIDTH);

    size_t used = 0;
    for (size_t i = 0; i < sizeof zeros; i++)
        used += zeros[i] != 0;
    printf("%zu bytes of zeros are not\n", used);

    memcpy(zeros, table + 1000 * WIDTH, sizeof zeros);
    memset(table, '#', 100 * WIDTH);
    table[50 * WIDTH] = '!';
    printf("checksums %08x %08x\n", checksum(zeros, sizeof zeros), checksum(table, sizeof table));
    return 0;
}
