# tries: text that doubles for ever
# on: cpython micropython
# ends: MemoryError
# after: changed
# judge: cpython

text = 'abcdefgh'
while True:
    text += text
