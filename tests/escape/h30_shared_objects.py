# H07, H30: code with builtins of its own in its supervisor's heap writes to what is its supervisor's.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import builtins, math, sys

class Ours:
    limit = 10
    def method(self): return self.limit

def helper(): return 1
ours = Ours()
names = ("setattr", "delattr", "type", "object", "__build_class__", "property")
cell = {
    "__builtins__": {n: getattr(builtins, n) for n in names}, "__name__": "cell",
    "math": math, "ours": ours, "Ours": Ours, "helper": helper,
}
for source in [
    "math.pi = 3",
    "del math.pi",
    "setattr(math, 'floor', None)",
    "Ours.limit = 0",
    "type(ours).method = lambda self: 'hijacked'",
    "del Ours.method",
    "setattr(Ours, 'limit', 0)",
    "type.__setattr__(Ours, 'limit', 0)",
    "type.__delattr__(Ours, 'limit')",
    "ours.__class__ = type('Fake', (), {})",
    "ours.__dict__ = {}",
    "Ours.__bases__ = (object,)",
    "helper.cache = 1",
    "helper.__wrapped__ = 1",
    "object.__setattr__(helper, 'cache', 1)",
    "math.__class__ = Ours",
    "object.nothing = 1",
]:
    try:
        exec(source, cell)
        print("ESCAPED", source)
    except (RuntimeError, TypeError):
        pass
assert math.pi > 3.1 and Ours.limit == 10 and ours.method() == 10 and not vars(helper)
# What it makes itself it may write.
exec('''
class Own(Ours):
    def up(self): return self.method() + 1
Own.limit = 5
def f(): return 1
f.cache = 2
o = Own(); o.x = 1; del o.x
''', cell)
assert cell["o"].up() == 6 and cell["f"].cache == 2

# An instance that it was handed it may use: its attributes, and what they hold, but not what the instance is.
exec('ours.note = 1; setattr(ours, "other", [2]); ours.other.append(3); del ours.note', cell)
assert vars(ours) == {"other": [2, 3]} and ours.limit == 10
class Guarded:
    __slots__ = ("_x",)
    x = property(lambda self: self._x, lambda self, value: object.__setattr__(self, "_x", value + 1))
    def __setattr__(self, name, value):
        if name != "x":
            raise AttributeError(name)
        object.__setattr__(self, name, value)
cell["guarded"] = guarded = Guarded()
exec('guarded.x = 1', cell)
assert guarded.x == 2
for source in ["guarded._x = 5", "guarded.y = 5", "guarded.__class__ = Ours"]:
    try:
        exec(source, cell)
        print("ESCAPED", source)
    except AttributeError:
        pass
assert guarded.x == 2

# A frame tells its supervisor whose it is.
def modes():
    frame = sys._getframe()
    return frame.f_restricted, frame.f_back.f_restricted
cell["modes"] = modes
assert eval("modes()", cell) == (False, True) and modes() == (False, False)
print("contained")
