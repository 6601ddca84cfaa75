import os  # error PY3002: import of 'os' is not in the typed tier
from json import loads  # error PY3002: import of 'json' is not in the typed tier
import math


print(math.pi)
