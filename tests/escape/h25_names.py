# H25: every other channel that takes the name of an attribute.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import operator, functools, types, weakref, copy

def f(): return 1
class C:
    def m(self): pass
    def up(self): return super().__dict__
    def up2(self): return super().__reduce_ex__(2)
    def up3(self): return super().__getattribute__("__dict__")
    def up4(self): super().__setattr__("__class__", D)
class D(C): pass
class Name(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
class Always(type):
    def __instancecheck__(self, other): return True
class P(metaclass=Always):
    __match_args__ = ("__glo" + "bals__",)

c, proxy = C(), weakref.proxy(f)
alias = types.GenericAlias(C, (int,))

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError, ImportError):
        return
    print("ESCAPED", repr(got)[:100])

def matched(kind):
    match f:
        case object(__globals__=g) if kind == 1: return g
        case P(g) if kind == 2: return g
        case types.FunctionType(__code__=g) if kind == 3: return g
    raise AttributeError

def augmented(): f.__defaults__ += (1,)
def deleted(): del f.__code__
def looped():
    for f.__code__ in [1]: pass
def withed():
    class W:
        def __enter__(self): return 1
        def __exit__(self, *a): pass
    with W() as f.__code__: pass
def unpacked(): f.__code__, x = 1, 2
def imported():
    from json import __loader__
    return __loader__
def imported2():
    from json import __dict__
    return __dict__
def imported3():
    from json import __spec__
    return __spec__

for call in [
    lambda: f.__globals__,
    lambda: getattr(f, "__glo" + "bals__"),
    lambda: getattr(f, Name("__globals__")),
    lambda: getattr(f, "".join(["__globals__"])),
    lambda: operator.attrgetter("__globals__")(f),
    lambda: operator.attrgetter("m.__func__")(c),
    lambda: operator.methodcaller("__getattribute__", "__globals__")(f),
    lambda: functools.partial(getattr, f)("__globals__"),
    lambda: object.__getattribute__(f, "__globals__"),
    lambda: type.__getattribute__(C, "__dict__"),
    lambda: type(f).__getattribute__(f, "__globals__"),
    lambda: f.__getattribute__("__globals__"),
    lambda: super(C, c).__dict__,
    lambda: super(C, c).__getattribute__("__dict__"),
    lambda: super(C, c).__reduce__(),
    lambda: super(C, c).__self__,
    lambda: super(C, c).__thisclass__,
    lambda: super(C, c).__self_class__,
    lambda: super.__getattribute__(super(C, c), "__thisclass__"),
    c.up, c.up2, c.up3, c.up4,
    lambda: type(f).__dict__["__globals__"],
    lambda: type(f).__globals__.__get__(f),
    lambda: types.FunctionType.__globals__,
    lambda: types.GetSetDescriptorType.__get__(types.FunctionType.__name__, f) and types.FunctionType.__code__,
    lambda: matched(1), lambda: matched(2), lambda: matched(3),
    augmented, deleted, looped, withed, unpacked, imported, imported2, imported3,
    lambda: vars(f), lambda: vars(C), lambda: vars(c), lambda: vars(types),
    lambda: proxy.__globals__,
    lambda: getattr(proxy, "__code__"),
    lambda: setattr(proxy, "__defaults__", (1,)),
    lambda: alias.__dict__,
    lambda: alias.__reduce__(),
    lambda: alias.__subclasses__(),
    lambda: types.SimpleNamespace(a=1).__dict__,
    lambda: types.__dict__,
    lambda: types.ModuleType("m").__dict__,
    lambda: types.ModuleType.__getattribute__(types, "__dict__"),
    lambda: (lambda: c).__closure__,
    lambda: memoryview(b"a").obj,
    lambda: c.m.__self__,
    lambda: c.m.__func__,
    lambda: C.__weakref__,
    lambda: c.__weakref__,
    lambda: object.__reduce_ex__(c, 2),
    lambda: copy.copy.__globals__,
    lambda: list(map(getattr, [f], ["__globals__"])),
    lambda: sorted([f], key=operator.attrgetter("__globals__")),
    lambda: setattr(f, "__annotate__", lambda fmt: {}),
    lambda: object.__setattr__(f, "__defaults__", (1,)),
    lambda: object.__delattr__(f, "__defaults__"),
    lambda: operator.attrgetter("__class__.__dict__")(c),
]:
    attempt(call)
for name in ["__globals__", "__code__", "__closure__", "__dict__"]:
    assert not hasattr(f, name) and name not in dir(f)
assert f.__name__ == "f" and C.m.__qualname__ == "C.m" and c.m.__name__ == "m" and type(c) is c.__class__ is C
print("contained")
