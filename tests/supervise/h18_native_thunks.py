# H18: a pipeline of natives that the cell built gets no more authority when the supervisor runs it.
import Bastion
import rexec


class Vault:
    def listed(self, iterable):
        return list(iterable)

    def text(self, value):
        return str(value)

    def called(self, function):
        return function()

    def sorted(self, values, key):
        return sorted(values, key=key)


cell = rexec.RExec()
main = cell.add_module("__main__")
main.vault = Bastion.Bastion(Vault())
main.function = lambda: 1
cell.r_exec('''
import operator, functools
got = []
def attempt(action):
    try:
        action()
    except (AttributeError, TypeError, RuntimeError):
        pass
get = operator.attrgetter('__globals__')
attempt(lambda: vault.listed(map(got.append, map(get, [open]))))
attempt(lambda: vault.listed(map(get, [open, function, vault.text, vault])))
attempt(lambda: vault.called(functools.partial(get, function)))
attempt(lambda: vault.called(functools.partial(get, lambda: 1)))
attempt(lambda: vault.sorted([open, function], get))
class Name:
    __str__ = functools.partial(get, function)
attempt(lambda: vault.text(Name()))
class Sentinel:
    def __eq__(self, other):
        got.append(other)
        return True
attempt(lambda: vault.text(iter(functools.partial(get, function), Sentinel())))
assert not any(type(it) is dict and 'rexec' in it for it in got), got
assert all(it is None for it in got), got
''')
print("ok")
