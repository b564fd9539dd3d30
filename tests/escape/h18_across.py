# H18: a supervisor in another heap iterates, shows and calls natives that a cell has built.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import rexec

cell = rexec.RExec()
cell.r_exec('''
import operator, functools, itertools, collections, types
got = []
def f(): pass
R = map(got.append, map(operator.attrgetter('__globals__'), [f]))
R2 = map(got.append, map(getattr, [f], ['__globals__']))
R3 = itertools.starmap(got.append, [(it,) for it in ()])
R4 = map(got.append, map(vars, [f]))
R5 = map(got.append, map(eval, ['globals()']))
zero = types.MethodType(operator.attrgetter('__globals__'), f)
class Sentinel:
    def __eq__(self, other): got.append(other); return True
class Name:
    __str__ = __repr__ = iter(zero, Sentinel()).__next__
    __call__ = zero
    __len__ = __bool__ = __hash__ = iter(zero, Sentinel()).__next__
    value = property(zero)
    __getattr__ = functools.partial(getattr, f)
    __getitem__ = functools.partial(getattr, f)
name = Name()
''')
deeds = [
    lambda it: list(it), next, str, repr, len, bool, hash, lambda it: it(), lambda it: it.value, lambda it: it["__globals__"],
    lambda it: it.__globals__, lambda it: f"{it}", lambda it: [x for x in it], lambda it: it == 1, lambda it: getattr(it, "__code__"),
]
for what in ["R", "R2", "R3", "R4", "R5", "name", "zero", "iter(zero, Sentinel())", "name.__getattr__"]:
    for deed in deeds:
        try:
            deed(cell.r_eval(what))
        except Exception:
            pass
if cell.r_eval("any(type(it) is dict and it for it in got)"):
    print("ESCAPED", cell.r_eval("str(got)[:200]"))
print("contained")
