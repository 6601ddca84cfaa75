// Base64 there and back: tables of bytes, shifts, sequential loads and stores.
#include "kernel.h"

enum { SIZE = 3 << 16 };

static uint8_t plain[SIZE], encoded[SIZE / 3 * 4], back[SIZE], values[256];
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

KERNEL run(uint32_t n)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < SIZE; i++)
        plain[i] = (uint8_t)(i * 13 + (i >> 7));
    for (uint32_t i = 0; i < 64; i++)
        values[(uint8_t)letters[i]] = (uint8_t)i;
    for (uint32_t round = 0; round < n; round++) {
        uint32_t out = 0;
        for (uint32_t i = 0; i < SIZE; i += 3) {
            uint32_t three = (uint32_t)plain[i] << 16 | (uint32_t)plain[i + 1] << 8 | plain[i + 2];
            encoded[out++] = (uint8_t)letters[three >> 18];
            encoded[out++] = (uint8_t)letters[three >> 12 & 63];
            encoded[out++] = (uint8_t)letters[three >> 6 & 63];
            encoded[out++] = (uint8_t)letters[three & 63];
        }
        uint32_t in = 0;
        for (uint32_t i = 0; i < SIZE; i += 3) {
            uint32_t four = (uint32_t)values[encoded[in]] << 18 | (uint32_t)values[encoded[in + 1]] << 12 |
                            (uint32_t)values[encoded[in + 2]] << 6 | values[encoded[in + 3]];
            in += 4;
            back[i] = (uint8_t)(four >> 16);
            back[i + 1] = (uint8_t)(four >> 8);
            back[i + 2] = (uint8_t)four;
        }
        hash = mix(hash, (uint64_t)encoded[round % SIZE] << 8 | back[SIZE - 1 - round % SIZE]);
        plain[round % SIZE]++;
    }
    return hash;
}
