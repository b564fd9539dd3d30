# H05: from any object through the graph of classes to a function with interesting globals.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import gc

def attempt(what):
    try:
        got = eval(what)
    except (AttributeError, TypeError, NameError):
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
    "gc.get_objects()",
    "gc.get_referrers(int)",
    "gc.get_referents(int)",
]:
    attempt(what)
# The graph of one's own bases is harmless.
assert int.__mro__ == (int, object) and bool.__bases__ == (int,) and bool.__base__ is int
print("contained")
