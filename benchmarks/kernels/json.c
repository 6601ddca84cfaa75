// Writes a JSON document into a buffer and parses it again: branches on characters, recursion, numbers.
#include "kernel.h"

static char text[1 << 20];
static uint32_t size;
static const char *at;
static uint64_t hash;

static void put(const char *string)
{
    while (*string != 0)
        text[size++] = *string++;
}

static void put_number(uint32_t number)
{
    char digits[12];
    int count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    while (0 < count)
        text[size++] = digits[--count];
}

static void write_document(uint32_t records)
{
    uint32_t state = 5;
    size = 0;
    put("[\n");
    for (uint32_t i = 0; i < records; i++) {
        put(i == 0 ? "  {\"id\": " : ",\n  {\"id\": ");
        put_number(i);
        put(", \"name\": \"item \\\"");
        put_number(next_random(&state) % 1000);
        put("\\\"\", \"price\": ");
        put_number(next_random(&state) % 10000);
        put(".");
        put_number(next_random(&state) % 100);
        put(", \"tags\": [\"a\", \"bc\", null, true], \"size\": {\"w\": -");
        put_number(next_random(&state) % 50);
        put(", \"h\": 1e3}}");
    }
    put("\n]\n");
    text[size] = 0;
}

static void skip_space(void)
{
    while (*at == ' ' || *at == '\n')
        at++;
}

static void read_string(void)
{
    uint64_t part = 0;
    for (at++; *at != '"'; at++) {
        if (*at == '\\')
            at++;
        part = part * 31 + (uint8_t)*at;
    }
    at++;
    hash = mix(hash, part);
}

static double read_number(void)
{
    double value = 0, scale = 1;
    int negative = *at == '-';
    if (negative)
        at++;
    while ('0' <= *at && *at <= '9')
        value = value * 10 + (*at++ - '0');
    if (*at == '.') {
        for (at++; '0' <= *at && *at <= '9'; at++) {
            scale /= 10;
            value += (*at - '0') * scale;
        }
    }
    if (*at == 'e') {
        int power = 0;
        for (at++; '0' <= *at && *at <= '9'; at++)
            power = power * 10 + (*at - '0');
        while (0 < power--)
            value *= 10;
    }
    return negative ? -value : value;
}

static void read_value(void)
{
    skip_space();
    switch (*at) {
    case '{':
        at++;
        for (skip_space(); *at != '}'; skip_space()) {
            read_string();
            skip_space();
            at++;
            read_value();
            skip_space();
            if (*at == ',')
                at++;
            skip_space();
        }
        at++;
        break;
    case '[':
        at++;
        for (skip_space(); *at != ']'; skip_space()) {
            read_value();
            skip_space();
            if (*at == ',')
                at++;
        }
        at++;
        break;
    case '"':
        read_string();
        break;
    case 't':
    case 'n':
        hash = mix(hash, (uint64_t)*at);
        at += 4;
        break;
    case 'f':
        hash = mix(hash, 0);
        at += 5;
        break;
    default:
        hash = mix(hash, bits_of(read_number()));
        break;
    }
}

KERNEL run(uint32_t n)
{
    hash = 0;
    write_document(4000);
    for (uint32_t round = 0; round < n; round++) {
        at = text;
        read_value();
    }
    return hash;
}
