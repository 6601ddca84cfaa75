// A hash map with open addressing: inserts, look-ups and removals of 64-bit keys.
#include "kernel.h"

enum { SLOTS = 1 << 17 };

struct slot {
    uint64_t key;
    uint64_t value;
};

static struct slot slots[SLOTS];

static uint32_t place_of(uint64_t key)
{
    return (uint32_t)(key * 0x9e3779b97f4a7c15u >> 47);
}

static struct slot *find(uint64_t key)
{
    uint32_t i = place_of(key);
    while (slots[i].key != 0 && slots[i].key != key)
        i = (i + 1) % SLOTS;
    return &slots[i];
}

static void erase(struct slot *slot)
{
    uint32_t hole = (uint32_t)(slot - slots), i = hole;
    for (;;) {
        slots[hole].key = 0;
        uint32_t home;
        do {
            i = (i + 1) % SLOTS;
            if (slots[i].key == 0)
                return;
            home = place_of(slots[i].key);
        } while (((i - home) % SLOTS) < ((i - hole) % SLOTS));
        slots[hole] = slots[i];
        hole = i;
    }
}

KERNEL run(uint32_t n)
{
    uint64_t sum = 0;
    uint32_t state = 9;
    for (uint32_t i = 0; i < SLOTS; i++)
        slots[i].key = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t key = 1 + next_random(&state) % 90000;
        struct slot *slot = find(key);
        if (slot->key == 0) {
            slot->key = key;
            slot->value = i;
        } else if (i % 4 == 0) {
            sum += slot->value;
            erase(slot);
        } else {
            sum += slot->value++;
        }
    }
    return sum;
}
