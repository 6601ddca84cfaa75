# tries: text that grows when it is put in order
# on: cpython
# ends: MemoryError | fine

import unicodedata
unicodedata.normalize('NFKD', '\ufdfa' * 3000000)
