# tries: a tree of tuples that is small until it is printed
# on: cpython
# ends: MemoryError

tree = ()
for i in range(40):
    tree = (tree, tree)
repr(tree)
