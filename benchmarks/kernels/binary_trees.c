// Builds and walks binary trees from an allocator with a free list.
#include "kernel.h"

struct node {
    struct node *left;
    struct node *right;
};

static struct node pool[1 << 20];
static struct node *free_nodes;
static uint32_t used;

static struct node *allocate(void)
{
    struct node *node = free_nodes;
    if (node == NULL)
        return &pool[used++];
    free_nodes = node->left;
    return node;
}

static struct node *build(uint32_t depth)
{
    struct node *node = allocate();
    node->left = depth == 0 ? NULL : build(depth - 1);
    node->right = depth == 0 ? NULL : build(depth - 1);
    return node;
}

static uint32_t count(const struct node *node)
{
    return node->left == NULL ? 1 : 1 + count(node->left) + count(node->right);
}

static void release(struct node *node)
{
    if (node->left != NULL) {
        release(node->left);
        release(node->right);
    }
    node->left = free_nodes;
    free_nodes = node;
}

KERNEL run(uint32_t n)
{
    uint64_t total = 0;
    free_nodes = NULL;
    used = 0;
    if (18 < n)
        n = 18;
    struct node *kept = build(n);
    for (uint32_t depth = 4; depth <= n; depth += 2) {
        for (uint32_t i = 1u << (n - depth); 0 < i; i--) {
            struct node *tree = build(depth);
            total += count(tree);
            release(tree);
        }
    }
    return total + count(kept);
}
