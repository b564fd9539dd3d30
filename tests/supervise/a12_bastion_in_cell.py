# a bastion in a cell gives away its methods and nothing behind them.
import Bastion
import rexec


class Original:
    def __init__(self):
        self.sum = 0

    def add(self, n):
        self._add(n)

    def _add(self, n):
        self.sum = self.sum + n

    def total(self):
        return self.sum


o = Original()
cell = rexec.RExec()
cell.add_module("__main__").b = Bastion.Bastion(o)
cell.r_exec('''
b.add(81)
b.add(18)
assert b.total() == 99
def refused(expression):
    try:
        eval(expression)
    except (AttributeError, TypeError, RuntimeError):
        return True
    return False
for expression in (
    "b.sum", "b._add", "b._get_", "b._name_", "b._get_.__defaults__", "b._get_.func_defaults", "b.__dict__", "vars(b)",
    "b.add.__self__", "b.add.__func__", "b.add.__globals__", "b.add.__closure__", "b.add.__code__", "b.add.__defaults__",
    "b.add.__wrapped__", "b.add.__func__.__globals__", "b.total.__module__.x", "b.__reduce__()", "b.__reduce_ex__(2)",
    "type(b)(1, 2)", "type(b).__new__(type(b))", "object.__getattribute__(b, 'sum')",
    "object.__setattr__(b, 'x', 1)", "getattr(b, '_add')", "getattr(b, '__dict__')", "type('S', (type(b),), {})",
):
    assert refused(expression), expression

# The name of an attribute is what it is, whatever it says of itself.
class Name(str):
    def __getitem__(self, key):
        return 'a'
    def startswith(self, *args):
        return False
    def __eq__(self, other):
        return other == 'add'
    __hash__ = str.__hash__
try:
    getattr(b, Name('_add'))
except AttributeError as error:
    assert error.args == ('_add',)
else:
    raise AssertionError
for attempt in ("b.add = len", "b.sum = 1", "del b.add", "b.__class__ = int", "b.x = 1"):
    try:
        exec(attempt)
    except (AttributeError, TypeError, RuntimeError):
        pass
    else:
        raise AssertionError(attempt)
assert 'Original' in repr(b) and repr(b).startswith('<Bastion for ')
''')
assert o.sum == 99
print("ok")
