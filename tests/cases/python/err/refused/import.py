import os  # error PY3002
from json import loads  # error PY3002
import math


print(math.pi)
