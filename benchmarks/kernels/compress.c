// Compresses text with a hash chain and back references, then expands it again: byte loops with unpredictable branches.
#include "kernel.h"

enum { SIZE = 1 << 18, HASHES = 1 << 14, WINDOW = 1 << 15 };

static uint8_t text[SIZE], packed[SIZE * 2], expanded[SIZE];
static int32_t head[HASHES], previous[WINDOW];

static void write_text(void)
{
    static const char words[16][12] = {"the", "quick", "snake", "river", "under", "stone", "light", "again",
        "number", "of", "and", "window", "seven", "green", "paper", "letter"};
    uint32_t state = 11, at = 0;
    while (at < SIZE) {
        const char *word = words[next_random(&state) % 16];
        for (int i = 0; word[i] != 0 && at < SIZE; i++)
            text[at++] = (uint8_t)word[i];
        if (at < SIZE)
            text[at++] = next_random(&state) % 9 == 0 ? '\n' : ' ';
    }
}

static uint32_t hash_at(uint32_t at)
{
    uint32_t key = text[at] | (uint32_t)text[at + 1] << 8 | (uint32_t)text[at + 2] << 16;
    return key * 2654435761u >> 18;
}

static uint32_t pack(void)
{
    uint32_t out = 0, at = 0;
    for (uint32_t i = 0; i < HASHES; i++)
        head[i] = -1;
    while (at < SIZE) {
        uint32_t best = 0, distance = 0;
        if (at + 3 < SIZE) {
            int32_t candidate = head[hash_at(at)];
            for (int tries = 16; 0 < tries && 0 <= candidate && at - (uint32_t)candidate < WINDOW; tries--) {
                uint32_t length = 0;
                while (length < 255 && at + length < SIZE && text[(uint32_t)candidate + length] == text[at + length])
                    length++;
                if (best < length) {
                    best = length;
                    distance = at - (uint32_t)candidate;
                }
                candidate = previous[(uint32_t)candidate % WINDOW];
            }
        }
        uint32_t taken = 1;
        if (best < 4) {
            packed[out++] = 0;
            packed[out++] = text[at];
        } else {
            packed[out++] = (uint8_t)best;
            packed[out++] = (uint8_t)distance;
            packed[out++] = (uint8_t)(distance >> 8);
            taken = best;
        }
        for (; 0 < taken; taken--, at++) {
            if (at + 3 < SIZE) {
                uint32_t hash = hash_at(at);
                previous[at % WINDOW] = head[hash];
                head[hash] = (int32_t)at;
            }
        }
    }
    return out;
}

static uint32_t expand(uint32_t size)
{
    uint32_t out = 0;
    for (uint32_t at = 0; at < size;) {
        uint32_t length = packed[at++];
        if (length == 0) {
            expanded[out++] = packed[at++];
            continue;
        }
        uint32_t distance = packed[at] | (uint32_t)packed[at + 1] << 8;
        at += 2;
        for (; 0 < length; length--, out++)
            expanded[out] = expanded[out - distance];
    }
    return out;
}

KERNEL run(uint32_t n)
{
    uint64_t hash = 0;
    write_text();
    for (uint32_t round = 0; round < n; round++) {
        uint32_t size = pack();
        if (expand(size) != SIZE)
            return 0;
        for (uint32_t i = 0; i < SIZE; i++) {
            if (expanded[i] != text[i])
                return 0;
        }
        hash = mix(hash, size);
        text[round % SIZE]++;
    }
    return hash;
}
