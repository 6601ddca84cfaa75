// A small database: records of a fixed size in a B-tree whose pages stand in a file, read through a cache of a few pages.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 512, ORDER = 14, CACHED = 16, NAME = 20 };

struct record {
    uint32_t key;
    char name[NAME];
};

struct page {
    uint16_t count;
    uint16_t is_leaf;
    struct record records[2 * ORDER - 10];
    uint32_t children[2 * ORDER - 9];
};

enum { MOST = 2 * ORDER - 11, LEAST = MOST / 2 };

_Static_assert(sizeof(struct page) <= PAGE, "a page fits");

struct cached {
    uint32_t number;
    uint32_t used;
    int dirty;
    union {
        struct page page;
        char bytes[PAGE];
    } content;
};

static FILE *file;
static struct cached cache[CACHED];
static uint32_t page_count, root, clock_hand, reads, writes, free_list;

static void store(struct cached *slot)
{
    fseek(file, (long)slot->number * PAGE, SEEK_SET);
    fwrite(slot->content.bytes, PAGE, 1, file);
    writes++;
    slot->dirty = 0;
}

static void load_page(uint32_t number, struct page *page)
{
    struct cached *oldest = cache;
    for (int i = 0; i < CACHED; i++) {
        if (cache[i].number == number) {
            cache[i].used = ++clock_hand;
            *page = cache[i].content.page;
            return;
        }
        if (cache[i].used < oldest->used)
            oldest = &cache[i];
    }
    if (oldest->dirty)
        store(oldest);
    oldest->number = number;
    oldest->used = ++clock_hand;
    fseek(file, (long)number * PAGE, SEEK_SET);
    if (fread(oldest->content.bytes, PAGE, 1, file) != 1)
        memset(oldest->content.bytes, 0, PAGE);
    reads++;
    *page = oldest->content.page;
}

static void save_page(uint32_t number, const struct page *page)
{
    struct page before;
    load_page(number, &before);
    for (int i = 0; i < CACHED; i++) {
        if (cache[i].number == number) {
            cache[i].content.page = *page;
            cache[i].dirty = 1;
        }
    }
}

static uint32_t new_page(int is_leaf)
{
    struct page page;
    uint32_t number = free_list;
    if (number != 0) {
        load_page(number, &page);
        free_list = page.children[0];
    } else {
        number = ++page_count;
    }
    memset(&page, 0, sizeof page);
    page.is_leaf = (uint16_t)is_leaf;
    save_page(number, &page);
    return number;
}

static void drop_page(uint32_t number)
{
    struct page page;
    memset(&page, 0, sizeof page);
    page.children[0] = free_list;
    free_list = number;
    save_page(number, &page);
}

static int place_in(const struct page *page, uint32_t key)
{
    int low = 0, high = page->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (page->records[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int find(uint32_t key, struct record *found)
{
    struct page page;
    for (uint32_t number = root;;) {
        load_page(number, &page);
        int i = place_in(&page, key);
        if (i < page.count && page.records[i].key == key) {
            *found = page.records[i];
            return 1;
        }
        if (page.is_leaf)
            return 0;
        number = page.children[i];
    }
}

static void open_at(struct page *page, int i)
{
    memmove(&page->records[i + 1], &page->records[i], (size_t)(page->count - i) * sizeof(struct record));
    memmove(&page->children[i + 2], &page->children[i + 1], (size_t)(page->count - i) * sizeof(uint32_t));
    page->count++;
}

static void close_at(struct page *page, int i)
{
    page->count--;
    memmove(&page->records[i], &page->records[i + 1], (size_t)(page->count - i) * sizeof(struct record));
    memmove(&page->children[i + 1], &page->children[i + 2], (size_t)(page->count - i) * sizeof(uint32_t));
}

// The full child i of a page becomes two.
static void split(uint32_t parent_number, int i)
{
    struct page parent, left, right;
    load_page(parent_number, &parent);
    uint32_t left_number = parent.children[i];
    load_page(left_number, &left);
    uint32_t right_number = new_page(left.is_leaf);
    load_page(right_number, &right);
    right.count = (uint16_t)(MOST - LEAST - 1);
    memcpy(right.records, &left.records[LEAST + 1], right.count * sizeof(struct record));
    memcpy(right.children, &left.children[LEAST + 1], (right.count + 1u) * sizeof(uint32_t));
    left.count = LEAST;
    open_at(&parent, i);
    parent.records[i] = left.records[LEAST];
    parent.children[i + 1] = right_number;
    save_page(left_number, &left);
    save_page(right_number, &right);
    save_page(parent_number, &parent);
}

static void insert(const struct record *record)
{
    struct page page;
    load_page(root, &page);
    if (page.count == MOST) {
        uint32_t old = root;
        root = new_page(0);
        load_page(root, &page);
        page.children[0] = old;
        save_page(root, &page);
        split(root, 0);
    }
    uint32_t number = root;
    for (;;) {
        load_page(number, &page);
        int i = place_in(&page, record->key);
        if (i < page.count && page.records[i].key == record->key) {
            page.records[i] = *record;
            save_page(number, &page);
            return;
        }
        if (page.is_leaf) {
            open_at(&page, i);
            page.records[i] = *record;
            save_page(number, &page);
            return;
        }
        struct page child;
        load_page(page.children[i], &child);
        if (child.count == MOST) {
            split(number, i);
            continue;
        }
        number = page.children[i];
    }
}

// Makes sure that child i has a record to spare, and answers which child that is afterwards.
static int fill(uint32_t number, int i)
{
    struct page page, child, other;
    load_page(number, &page);
    load_page(page.children[i], &child);
    if (LEAST < child.count)
        return i;
    if (0 < i) {
        load_page(page.children[i - 1], &other);
        if (LEAST < other.count) {
            memmove(&child.children[1], child.children, (child.count + 1u) * sizeof(uint32_t));
            memmove(&child.records[1], child.records, child.count * sizeof(struct record));
            child.count++;
            child.records[0] = page.records[i - 1];
            child.children[0] = other.children[other.count];
            page.records[i - 1] = other.records[--other.count];
            save_page(page.children[i - 1], &other);
            save_page(page.children[i], &child);
            save_page(number, &page);
            return i;
        }
    }
    if (i < page.count) {
        load_page(page.children[i + 1], &other);
        if (LEAST < other.count) {
            child.records[child.count++] = page.records[i];
            child.children[child.count] = other.children[0];
            page.records[i] = other.records[0];
            other.count--;
            memmove(other.records, &other.records[1], other.count * sizeof(struct record));
            memmove(other.children, &other.children[1], (other.count + 1u) * sizeof(uint32_t));
            save_page(page.children[i + 1], &other);
            save_page(page.children[i], &child);
            save_page(number, &page);
            return i;
        }
    }

    // Neither neighbour can give: two children and the record between them become one.
    int left = i < page.count ? i : i - 1;
    load_page(page.children[left], &child);
    load_page(page.children[left + 1], &other);
    child.records[child.count] = page.records[left];
    memcpy(&child.records[child.count + 1], other.records, other.count * sizeof(struct record));
    memcpy(&child.children[child.count + 1], other.children, (other.count + 1u) * sizeof(uint32_t));
    child.count = (uint16_t)(child.count + 1 + other.count);
    save_page(page.children[left], &child);
    drop_page(page.children[left + 1]);
    close_at(&page, left);
    save_page(number, &page);
    if (page.count == 0 && number == root) {
        root = page.children[0];
        drop_page(number);
        return -1;
    }
    return left;
}

static struct record edge_of(uint32_t number, int last)
{
    struct page page;
    for (;;) {
        load_page(number, &page);
        if (page.is_leaf)
            return page.records[last ? page.count - 1 : 0];
        number = page.children[last ? page.count : 0];
    }
}

static int erase_from(uint32_t number, uint32_t key)
{
    struct page page;
    load_page(number, &page);
    int i = place_in(&page, key);
    int is_here = i < page.count && page.records[i].key == key;
    if (page.is_leaf) {
        if (is_here) {
            close_at(&page, i);
            save_page(number, &page);
        }
        return is_here;
    }
    if (is_here) {
        struct page child;
        for (int side = 0; side < 2; side++) {
            uint32_t child_number = page.children[i + side];
            load_page(child_number, &child);
            if (LEAST < child.count) {
                page.records[i] = edge_of(child_number, side == 0);
                save_page(number, &page);
                return erase_from(child_number, page.records[i].key);
            }
        }
    }
    int child = fill(number, i);
    if (child < 0)
        return erase_from(root, key);
    load_page(number, &page);
    i = place_in(&page, key);
    if (i < page.count && page.records[i].key == key)
        return erase_from(number, key);
    return erase_from(page.children[i], key);
}

static uint32_t walk(uint32_t number, int depth, uint32_t *last, int *depth_of_leaves)
{
    struct page page;
    load_page(number, &page);
    uint32_t count = page.count;
    if (page.is_leaf) {
        if (*depth_of_leaves == 0)
            *depth_of_leaves = depth;
        if (*depth_of_leaves != depth)
            printf("leaves at depths %d and %d\n", *depth_of_leaves, depth);
    }
    for (int i = 0; i <= page.count; i++) {
        if (!page.is_leaf)
            count += walk(page.children[i], depth + 1, last, depth_of_leaves);
        if (i < page.count) {
            if (page.records[i].key <= *last)
                printf("%u after %u\n", page.records[i].key, *last);
            *last = page.records[i].key;
        }
    }
    return count;
}

static void check(const char *when)
{
    uint32_t last = 0;
    int depth = 0;
    uint32_t count = walk(root, 1, &last, &depth);
    printf("%s: %u records, %d levels, the last is %u, %u pages\n", when, count, depth, last, page_count);
}

static uint32_t seed = 20;

static uint32_t next_key(void)
{
    seed = seed * 1103515245u + 12345u;
    return 1 + (seed >> 8) % 50000;
}

int main(void)
{
    file = fopen("tree.db", "w+b");
    if (file == NULL)
        return 1;
    root = new_page(1);
    struct record record;
    for (int i = 0; i < 12000; i++) {
        memset(&record, 0, sizeof record);
        record.key = next_key();
        snprintf(record.name, NAME, "record %u", record.key * 3);
        insert(&record);
    }
    check("inserted");
    uint32_t found = 0, wrong = 0;
    for (uint32_t key = 1; key <= 50000; key += 7) {
        if (!find(key, &record))
            continue;
        found++;
        wrong += (uint32_t)strtoul(record.name + 7, NULL, 10) != key * 3;
    }
    printf("found %u, wrong %u\n", found, wrong);
    uint32_t erased = 0;
    for (int i = 0; i < 15000; i++)
        erased += (uint32_t)erase_from(root, next_key());
    printf("erased %u\n", erased);
    check("after erasing");
    for (uint32_t key = 1; key <= 50000; key++) {
        if (key % 1000 != 0)
            erase_from(root, key);
    }
    check("nearly empty");
    for (uint32_t key = 1; key <= 3000; key++) {
        memset(&record, 0, sizeof record);
        record.key = key;
        insert(&record);
    }
    check("filled again");
    for (int i = 0; i < CACHED; i++) {
        if (cache[i].dirty)
            store(&cache[i]);
    }
    fclose(file);
    printf("%u reads, %u writes\n", reads, writes);

    file = fopen("tree.db", "rb");
    memset(cache, 0, sizeof cache);
    check("opened again");
    fclose(file);
    return remove("tree.db");
}
