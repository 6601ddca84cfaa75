# tries: entities in entities
# on: cpython
# ends: ExpatError | ParseError | MemoryError
# judge: cpython

import xml.etree.ElementTree as tree
entities = ''.join(f'<!ENTITY e{i + 1} "{("&e%d;" % i) * 10}">' for i in range(10))
tree.fromstring(f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]><x>&e10;</x>')
