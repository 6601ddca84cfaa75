# Objects: many small ones, made and dropped.


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        return 1 + (self.left.count() + self.right.count() if self.left else 0)


def build(depth):
    return Node(build(depth - 1), build(depth - 1)) if depth else Node(None, None)


def run():
    total = 0
    for depth in range(2, 13, 2):
        for _ in range(1 << (12 - depth)):
            total += build(depth).count()
    return total
