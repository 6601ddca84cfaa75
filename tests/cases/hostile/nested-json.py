# tries: text with brackets in brackets
# on: cpython micropython
# ends: RecursionError | RuntimeError | ValueError
# judge: cpython

import json
json.loads('[' * 300000)
