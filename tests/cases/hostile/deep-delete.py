# tries: an object whose end is the end of a million
# on: cpython
# ends: fine

class Node:
    pass
head = None
for i in range(300000):
    node = Node()
    node.next = head
    head = node
node = None
head = None
