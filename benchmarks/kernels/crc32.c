// CRC-32 by table, one byte at a time: a chain of dependent loads.
#include "kernel.h"

static uint32_t table[256];
static uint8_t buffer[1 << 20];

KERNEL run(uint32_t n)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++)
            value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
        table[i] = value;
    }
    for (uint32_t i = 0; i < sizeof buffer; i++)
        buffer[i] = (uint8_t)(i * 7 + (i >> 10));
    uint32_t crc = ~0u;
    for (uint32_t round = 0; round < n; round++) {
        for (uint32_t i = 0; i < sizeof buffer; i++)
            crc = table[(crc ^ buffer[i]) & 255] ^ crc >> 8;
    }
    return ~crc;
}
