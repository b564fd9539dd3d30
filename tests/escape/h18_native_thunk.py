# H18: a native callable that the cell built is run while the supervisor's frame is on top.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import builtins, collections, functools, itertools, operator, types, weakref

secret = "secret"
def supervisor(): return secret

got = []
names = ("getattr", "setattr", "vars", "map", "iter", "property", "__build_class__", "filter", "sorted", "type", "dir", "globals", "locals", "eval", "exec")
mine = {n: getattr(builtins, n) for n in names}
cell = {
    "__builtins__": mine, "__name__": "cell", "got": got, "target": supervisor,
    "operator": operator, "functools": functools, "itertools": itertools, "collections": collections,
    "MethodType": types.MethodType, "weakref": weakref,
}
exec('''
R = map(got.append, map(operator.attrgetter('__globals__'), [target]))
R2 = map(got.append, map(getattr, [target], ['__globals__']))
R3 = map(got.append, map(functools.partial(getattr, target), ['__globals__']))
R4 = map(got.append, map(vars, [target]))
R5 = map(got.append, itertools.starmap(getattr, [(target, '__code__')]))
R6 = map(got.append, map(operator.methodcaller('__getattribute__', '__globals__'), [target]))
R7 = map(got.append, map(operator.call, [operator.attrgetter('__globals__')], [target]))
R8 = map(got.append, map(type(target).__getattribute__, [target], ['__globals__']))
zero = MethodType(operator.attrgetter('__globals__'), target)
class Sentinel:
    def __eq__(self, other): got.append(other); return True
class Name:
    __str__ = iter(zero, Sentinel()).__next__
class Prop:
    value = property(MethodType(operator.attrgetter('__globals__'), target))
class Sub:
    __class_getitem__ = getattr
class Cmp:
    __lt__ = operator.attrgetter('__globals__')
class Call:
    __call__ = operator.attrgetter('__globals__')
    __format__ = getattr
    __bool__ = zero
    __len__ = zero
    __hash__ = zero
    __repr__ = zero
    __index__ = zero
default = collections.defaultdict(zero)
reduced = lambda: functools.reduce(getattr, ['__globals__'], target)
call = Call()
R9 = map(got.append, map(eval, ['globals()', 'secret', '__builtins__']))
R10 = map(got.append, map(exec, ['got.append(globals())']))
class Spaces:
    __str__ = iter(globals, Sentinel()).__next__
    __repr__ = iter(locals, Sentinel()).__next__
    __format__ = eval
    __hash__ = iter(vars, Sentinel()).__next__
    __len__ = iter(dir, Sentinel()).__next__
spaces = Spaces()
name = Name()
prop = Prop()
''', cell)

def run(what):
    try:
        result = what()
    except (AttributeError, TypeError, RuntimeError, ValueError):
        return
    check(result)

def check(it):
    if isinstance(it, dict) and "secret" in it or isinstance(it, types.CodeType):
        print("ESCAPED", type(it))

for lazy in ["R", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10"]:
    run(lambda: list(cell[lazy]))
run(lambda: str(cell["name"]))
run(lambda: f"{cell['name']}")
run(lambda: cell["prop"].value)
run(lambda: cell["Sub"]["__globals__"])
run(lambda: cell["zero"]())
run(lambda: cell["default"]["key"])
run(lambda: cell["reduced"]())
for deed in [bool, len, hash, repr, str, operator.index, lambda it: format(it, "__globals__"), lambda it: it(), sorted]:
    run(lambda: deed(cell["call"]))
for deed in [str, repr, hash, len, lambda it: format(it, "globals()")]:
    run(lambda: deed(cell["spaces"]))
run(lambda: sorted([supervisor, supervisor], key=cell["zero"]))
run(lambda: max([supervisor], key=operator.attrgetter("__code__")))
for it in got:
    check(it)
# A supervisor that asks itself is answered.
assert supervisor.__globals__ is globals() and getattr(supervisor, "__code__").co_name == "supervisor"
assert vars(types.SimpleNamespace(a=1)) == {"a": 1} and hasattr(supervisor, "__closure__")
print("contained")
