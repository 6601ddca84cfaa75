# tries: a class whose name is no text
# on: cpython
# ends: E | TypeError | RecursionError
# back ends: compiler interpreter

class Meta(type):
    @property
    def __name__(cls):
        return cls
    def __getattribute__(cls, name):
        raise RecursionError
class E(Exception, metaclass=Meta):
    pass
raise E
