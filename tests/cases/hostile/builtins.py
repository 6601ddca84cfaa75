# tries: no builtins any more
# on: cpython
# ends: fine | NameError | KeyError | AttributeError
# back ends: compiler interpreter
# after: changed

import builtins
for name in list(vars(builtins)):
    delattr(builtins, name)
