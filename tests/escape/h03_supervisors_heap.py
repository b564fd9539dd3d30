# H03: the library evaluates text that restricted code wrote into its objects, in the heap and the modules of the supervisor.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import annotationlib, builtins, collections, copy, dataclasses, functools, inspect, os, typing

secret = "secret"
got, tried = [], []
def steal(*args): got.append(args)
class Ours:
    limit: int = 10
def helper(x: int = 1) -> str: return secret
names = "__build_class__ property type object str int list dict setattr delattr getattr Exception AttributeError NameError tuple".split()
cell = {
    "__builtins__": {n: getattr(builtins, n) for n in names}, "__name__": "cell", "helper": helper, "steal": steal, "Ours": Ours, "ours": Ours(),
}
exec('''
OS = "steal(__import__('os'))"
class K: x: "steal(__import__('os'))"
class Main:
    __module__ = "__main__"
    x: "steal(secret)"
class Os:
    __module__ = "os"
    steal = steal
    x: "steal(environ)"
class Posix:
    __module__ = "posix"
    steal = steal
    x: "steal(listdir)"
class Generic[T]:
    __module__ = "posix"
    steal = steal
    x: "steal(listdir)"
class Builtins:
    steal = steal
    x: "steal(__builtins__)"
class Nested: x: list["steal(__import__('os'))"]
class Walk: x: "steal(helper.__globals__)"
class Said:
    __annotations__ = {"x": OS}
    def __getattr__(self, name):
        if name == "__wrapped__": return helper
        raise AttributeError(name)
said = Said()
def plain(x: "steal(__import__('os'))"): pass
def wrapping(x: "steal(__import__('os')) or steal(secret)"): pass
wrapping.__wrapped__ = helper
class Late: x: undefined["steal(__import__('os'))"]
class Field: pass
Field.__annotations__ = {"x={}[steal(__import__('os'))]": int}
class Named(str):
    def isidentifier(self): return True
    def __str__(self): return self
named = Named("x={}[__import__('os')]")
def quiet(x: "int") -> "str": pass
''', cell)

def attempt(what, call):
    try:
        text = repr(call())
    except Exception as e:
        text = type(e).__name__
        tried.append(text)
    for it in got:
        # That there are no builtins is nobody's secret.
        if it != ({"None": None},):
            print("ESCAPED: stolen", what, repr(it)[:80])
    got.clear()
    for word in ("module 'os'", "environ({", "function listdir", "= 'secret'"):
        if word in text:
            print("ESCAPED", what, text[:80])

formats = [annotationlib.Format.VALUE, annotationlib.Format.FORWARDREF, annotationlib.Format.STRING]
things = "K Main Os Posix Generic Builtins Nested Walk said plain wrapping Late".split()
for name in things:
    it = cell[name]
    attempt(name, lambda: typing.get_type_hints(it))
    attempt(name, lambda: typing.get_type_hints(it, include_extras=True))
    attempt(name, lambda: inspect.get_annotations(it, eval_str=True))
    attempt(name, lambda: annotationlib.get_annotations(it, eval_str=True))
    attempt(name, lambda: inspect.signature(it, eval_str=True))
    attempt(name, lambda: inspect.signature(it))
    for format in formats:
        attempt(name, lambda: annotationlib.get_annotations(it, format=format))
        attempt(name, lambda: typing.get_type_hints(it, format=format))
        attempt(name, lambda: annotationlib.call_annotate_function(it.__annotate__, format, owner=it))
        attempt(name, lambda: annotationlib.get_annotations(it, format=format)["x"].evaluate())
        attempt(name, lambda: annotationlib.get_annotations(it, format=format)["x"].evaluate(owner=it))
        attempt(name, lambda: typing.evaluate_forward_ref(annotationlib.ForwardRef(it.__annotations__["x"]), owner=it, format=format))
    attempt(name, lambda: dataclasses.dataclass(it))
    attempt(name, lambda: dataclasses.dataclass(it)())
    attempt(name, lambda: type("Sub", (it,), {}) and typing.get_type_hints(type("Sub", (it,), {})))
    attempt(name, lambda: functools.singledispatch(lambda x: 0).register(it))
    attempt(name, lambda: functools.wraps(it)(lambda: 0) and typing.get_type_hints(functools.wraps(it)(lambda: 0)))
    attempt(name, lambda: typing.get_type_hints(functools.reduce(lambda f, _: functools.wraps(f)(lambda: 0), range(20), it)))
    attempt(name, lambda: typing.NamedTuple("N", [("x", it)]))
    attempt(name, lambda: inspect.formatannotation(it))
for options in ({}, {"frozen": True}, {"slots": True}, {"order": True}, {"kw_only": True}):
    attempt("Field", lambda: dataclasses.dataclass(**options)(cell["Field"]))
    attempt("named", lambda: dataclasses.make_dataclass("N", [(cell["named"], int), ("y", int, 1)], **options)())
    attempt("deep", lambda: dataclasses.make_dataclass("N", [("y", int, 1), (cell["named"], int), ("z", int, 1)], **options)())
attempt("named", lambda: collections.namedtuple("N", [cell["named"]])())
attempt("named", lambda: collections.namedtuple("N", "x", rename=True, module=cell["named"]))
attempt("named", lambda: typing.NamedTuple("N", [(cell["named"], int)])())

# What the library takes for a description of the supervisor's own objects is not restricted code's to write.
def refused(text):
    try:
        exec(text, cell)
    except RuntimeError:
        return
    except TypeError as e:
        assert "type" in str(e), e
        return
    print("ESCAPED", text)

for target in ("helper", "Ours", "ours", "Exception()", "Ours()"):
    for name in ("__annotations__", "__wrapped__", "__annotate__", "__signature__", "__text_signature__"):
        for value in ("{'x': OS}", "helper", "OS"):
            if (target, name) == ("helper", "__annotate__"):
                continue
            refused(f"{target}.{name} = {value}")
            refused(f"setattr({target}, '{name}', {value})")
            refused(f"object.__setattr__({target}, '{name}', {value})")
for text in ("helper.__annotations__['x'] = OS", "Ours.__annotations__['limit'] = OS", "getattr(helper, '__annotations__').update(x=OS)",
             "type(ours).__annotations__['limit'] = OS", "helper.__annotate__ = lambda format: {'x': OS}"):
    refused(text)
assert typing.get_type_hints(helper) == {"x": int, "return": str} and typing.get_type_hints(Ours) == {"limit": int}
assert not got, got

# The library still works for its supervisor, on its supervisor's objects and on restricted code's.
class Own:
    x: "os.PathLike"
    y: "Ours"
assert typing.get_type_hints(Own) == {"x": os.PathLike, "y": Ours}
assert typing.get_type_hints(cell["quiet"]) == {"x": int, "return": str}
@dataclasses.dataclass
class Point:
    x: int
    y: "int" = 2
assert Point(1) == Point(1, 2) and collections.namedtuple("P", "a b")(1, 2).b == 2
exec("class Record:\n x: int\n y: int = 5\nclass Plain:\n def __init__(self): self.x = [1]\nplain = Plain()", cell)
record = dataclasses.dataclass(cell["Record"])
assert record(1).y == 5 and record(1) == record(1, 5) and "x=1" in repr(record(1))
again = copy.deepcopy(cell["plain"])
assert again.x == [1] and again.x is not cell["plain"].x and type(again) is cell["Plain"]
print("contained")
