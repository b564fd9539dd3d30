# H20: a program names to the copy protocol what the library is to call, with the library's frame on top.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import copy, copyreg, functools, json, operator, sys
def f(): pass
ran = []
def does(*told):
    class E:
        def __reduce_ex__(self, p): ran.append(1); return told
    return E()
attacks = {
    "getattr": does(getattr, (json.dumps,    "__globals__")),
    "attrgetter": does(operator.attrgetter("__globals__"), (json.dumps,)),
    "methodcaller": does(operator.methodcaller("__getattribute__",    "__globals__"), (json.dumps,)),
    "ogetattr": does(object.__getattribute__, (json.dumps,    "__globals__")),
    "tg": does(type.__getattribute__, (json.JSONEncoder,    "__dict__")),
    "fg": does(type(f).__getattribute__, (json.dumps,    "__globals__")),
    "mg": does(type(json).__getattribute__, (json,    "__dict__")),
    "vars": does(vars, (json.dumps,)),
    "vars0": does(vars, ()),
    "globals": does(globals, ()),
    "locals": does(locals, ()),
    "eval": does(eval, ("globals()",)),
    "evalb": does(eval, ("__builtins__",)),
    "exec": does(exec, ("deepcopy = None",)),
    "format": does("{0.__globals__}".format, (json.dumps,)),
    "format_map": does("{o.__globals__}".format_map, ({"o": json.dumps},)),
    "slots": does(lambda: json.dumps, (), (None, {"__defaults__": (1,)})),
    "code": does(lambda: json.dumps, (), (None, {"__code__": None})),
    "dict of module": does(lambda: json, (), {"dumps": 1}),
    "map": does(list, (map(getattr, [json.dumps], ["__globals__"]),)),
    "partial": does(functools.partial(getattr, json.dumps,    "__globals__"), ()),
    "newobj": does(copyreg.__newobj__, (type(f), compile("1", "x", "eval"), {})),
    "import": does(__import__, ("sys",)),
    "subclasses": does(type.__getattribute__, (object,    "__subclasses__")),
}
harmless = {"import": sys}
for what, it in attacks.items():
    for deed in (copy.copy, copy.deepcopy):
        ran.clear()
        try:
            found = deed(it)
        except (AttributeError, TypeError, NameError, RuntimeError) as e:
            assert ran, ("never asked", what, e)
            continue
        # A deep copy takes the elements of an iterator before it is called.
        if found is not harmless.get(what) and found != []:
            print("ESCAPED", what, repr(found)[:100])
assert json.dumps([1]) == "[1]" and copy.deepcopy([[1]]) == [[1]]
class Own:
    def __init__(self): self.x = [1]
assert copy.deepcopy(Own()).x == [1] and copy.copy(functools.partial(f)).func is f
print("contained")
