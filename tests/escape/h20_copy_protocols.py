# H20: what an object tells the copy protocol is done with its maker's authority, in the heap of its supervisor.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import builtins, copy, operator, pickle, sys

secret = "secret"
def helper(x="default"): return secret
class Ours:
    limit = 10
ours = Ours()
got, ran = [], []
names = "__build_class__ getattr setattr delattr vars dir eval exec compile globals locals iter dict list type object property map str".split()
cell = {
    "__builtins__": {n: getattr(builtins, n) for n in names}, "__name__": "cell",
    "helper": helper, "Ours": Ours, "ours": ours, "got": got, "ran": ran, "attrgetter": operator.attrgetter, "methodcaller": operator.methodcaller,
}
exec('''
def does(*told):
    class E:
        def __reduce_ex__(self, protocol):
            ran.append(told)
            return told
    return E()
def item(): return iter([("secret", "changed")])
def first(x): got.append(x)
attacks = {
    "getattr": does(getattr, (helper, "__globals__"), None, None, item()),
    "attrgetter": does(attrgetter("__globals__"), (helper,), None, None, item()),
    "methodcaller": does(methodcaller("__getattribute__", "__globals__"), (helper,), None, None, item()),
    "object.__getattribute__": does(object.__getattribute__, (helper, "__globals__"), None, None, item()),
    "type.__getattribute__": does(type.__getattribute__, (Ours, "__dict__")),
    "vars": does(vars, (helper,), None, None, iter([("z", 1)])),
    "vars of class": does(vars, (Ours,)),
    "vars()": does(vars, ()),
    "globals": does(globals, (), None, None, item()),
    "locals": does(locals, ()),
    "dir": does(dir, ()),
    "eval": does(eval, ("first(__builtins__)", {"first": first})),
    "eval, imports": does(eval, ("first(__import__('os'))", {"first": first})),
    "eval here": does(eval, ("globals()",)),
    "exec here": does(exec, ("deepcopy = None",)),
    "exec": does(exec, ("import os\\nfirst(os)", {"first": first})),
    "compile": does(eval, (compile("helper.__globals__", "x", "eval"), {"helper": helper}), None, None, item()),
    "map": does(list, (map(getattr, [helper], ["__globals__"]),)),
    "setattr": does(setattr, (helper, "__defaults__", (1,))),
    "setattr cache": does(setattr, (helper, "cache", 1)),
    "object.__setattr__": does(object.__setattr__, (helper, "__defaults__", (1,))),
    "setattr of class": does(setattr, (Ours, "limit", 0)),
    "delattr of class": does(delattr, (Ours, "limit")),
    "state of function": does(lambda: helper, (), {"z": 1}),
    "slots of function": does(lambda: helper, (), (None, {"__defaults__": (1,)})),
    "name of function": does(lambda: helper, (), (None, {"__name__": "x"})),
    "state of class": does(lambda: Ours, (), (None, {"limit": 0})),
    "class of instance": does(lambda: ours, (), (None, {"__class__": Ours})),
    "believed of instance": does(lambda: ours, (), (None, {"__wrapped__": helper})),
    "state of module": does(lambda: __builtins__, (), (None, {"len": None})),
}
''', cell)

def intact(what):
    global secret
    assert Ours.limit == 10 and isinstance(ours, Ours), what
    if secret != "secret" or helper.__defaults__ != ("default",) or vars(helper) or helper.__name__ != "helper":
        print("ESCAPED", what, secret, helper.__defaults__, vars(helper))
    for it in got:
        if it != {"None": None}:
            print("ESCAPED: got", what, repr(it)[:80])
    got.clear()
    if copy.deepcopy is not deepcopy or not callable(copy.__dict__["deepcopy"]):
        print("ESCAPED: globals of the library", what)

deepcopy = copy.deepcopy
refused = set()
for what, it in cell["attacks"].items():
    for deed in (copy.copy, copy.deepcopy, lambda it: copy.deepcopy([it]), lambda it: copy.deepcopy({"x": (it,)}), lambda it: pickle.dumps(it)):
        ran.clear()
        try:
            found = deed(it)
        except (AttributeError, TypeError, NameError, ImportError, RuntimeError, pickle.PicklingError):
            refused.add(what)
            found = None
        assert ran, ("never asked", what)
        if isinstance(found, dict) and ("secret" in found or "limit" in found):
            print("ESCAPED", what, repr(found)[:80])
        intact(what)
assert refused == set(cell["attacks"]), set(cell["attacks"]) - refused

# The other methods that are asked run as what they are: restricted.
exec('''
def look(self, *args):
    ran.append(1)
    return helper.__globals__
class E: __copy__ = __deepcopy__ = __reduce__ = __reduce_ex__ = __getstate__ = __setstate__ = __getnewargs__ = __getnewargs_ex__ = __replace__ = look
class State:
    def __getstate__(self): return 1
    def __setstate__(self, state): ran.append(1); return helper.__globals__
class Text(str): __copy__ = __deepcopy__ = eval
class Run(str): __copy__ = exec
class Plain:
    def __init__(self): self.x = [1]
''', cell)
for name in ("E", "State"):
    it = cell[name]()
    for deed in (copy.copy, copy.deepcopy, copy.replace, pickle.dumps, lambda it: pickle.loads(pickle.dumps(it))):
        ran.clear()
        try:
            deed(it)
        except RuntimeError as e:
            assert str(e) == "restricted attribute" and ran
        except (TypeError, pickle.PicklingError):
            assert name == "State" and deed in (copy.replace, pickle.dumps) or not ran, (name, deed)
        else:
            print("ESCAPED", name, deed)
for text in ("__import__('os')", "globals()", "dispatch_table", "__builtins__"):
    for name in ("Text", "Run"):
        try:
            found = copy.copy(cell[name](text))
        except (NameError, RuntimeError):
            continue
        assert found in (None, {"None": None}), (text, found)
# The supervisor copies what is its own, and honest objects of restricted code.
plain = cell["Plain"]()
assert copy.deepcopy(plain).x == [1] and copy.deepcopy(plain).x is not plain.x and copy.copy(plain).x is plain.x
ours.x = {"a": plain}
assert copy.deepcopy(ours).x["a"].x == [1] and type(copy.copy(ours)) is Ours
assert copy.deepcopy({"f": helper}) == {"f": helper}
print("contained")
