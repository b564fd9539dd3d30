# H05: from any object through the graph of classes to a function with interesting globals.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import gc

def attempt(what):
    try:
        got = eval(what)
    except (AttributeError, TypeError, NameError, ImportError, IndexError):
        return
    print("ESCAPED", what, got)

for what in [
    "().__class__.__base__.__subclasses__()",
    "type.__subclasses__(type)",
    "type.__subclasses__(object)",
    "type.mro(int)",
    "int.mro()",
    "[c for c in object.__subclasses__()]",
    "getattr(object, '__subclasses__')()",
    "object.__getattribute__(object, '__subclasses__')()",
    "type.__getattribute__(object, '__subclasses__')()",
    "super(type, int).__subclasses__()",
    "[].__class__.__init_subclass__.__self__",
    "(lambda: 0).__class__.__dict__",
    "type.__dict__['__subclasses__']",
    "object.__init_subclass__.__self__",
    "object.__subclasshook__.__self__",
    "().__class__.__mro__[1].__subclasses__()",
    "[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close'][0].__init__.__globals__['system']",
    "[it().__subclasses__ for it in __import__('_abc')._get_dump(__import__('collections.abc').abc.Mapping)[0]][0]",
    "__import__('collections.abc').abc.Sized._abc_impl.__dict__",
    "__import__('json').JSONEncoder.__init__.__globals__",
    "__import__('json').JSONEncoder.__subclasses__()",
    "type(type(__import__('enum').Enum)).__subclasses__(type)",
    "getattr(type, '__sub' + 'classes__')(object)",
    "vars(object)",
    "next(iter(map(type.__subclasses__, [object])))",
    "__import__('functools').singledispatch(type.__subclasses__)(object)",
    "__import__('operator').methodcaller('__subclasses__')(object)",
    "__import__('operator').attrgetter('__subclasses__')(object)()",
    "'{0.__subclasses__}'.format(object)",
    "Warning.__subclasses__(BaseException)",
    "__import__('weakref').WeakSet(object.__subclasses__())",
    "__import__('inspect').getclasstree([int])[0].__subclasses__",
    "__import__('inspect').classify_class_attrs(int)[0].object.__self__",
    "gc.get_objects()",
    "gc.get_referrers(int)",
    "gc.get_referents(int)",
]:
    attempt(what)
# What dispatches by class knows the classes that it was told of.
import functools
@functools.singledispatch
def f(x): pass
f.register(int, lambda x: 1)
assert set(f.registry) == {object, int}
for it in f.registry.values():
    attempt("it.__globals__")
    attempt("it.__closure__")
assert not [n for n in dir(object) + dir(type) + dir(int) if n in ("__subclasses__", "mro", "__flags__")]
# The graph of one's own bases is harmless.
assert int.__mro__ == (int, object) and bool.__bases__ == (int,) and bool.__base__ is int
print("contained")
