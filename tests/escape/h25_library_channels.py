# H25: the channels of attribute access beyond the obvious: what the library, the syntax and the machine itself look up.
# args: --restricted
# wall: 60s
# expect: exit 0
# expect: stdout contains contained
import abc, collections, contextlib, copy, dataclasses, enum, functools, inspect, io, json, operator, pprint, reprlib, string, traceback, types, typing, unittest.mock, warnings, weakref

def f(x=1): return x
class C:
    def m(self): pass
c = C()
HIDDEN = "__globals__ __code__ __closure__ __builtins__ __dict__ __defaults__ __kwdefaults__".split()
ran = []

def wicked(it):
    """Whether it is something that restricted code is not to have."""
    kind = type(it).__name__
    return kind in ("code", "frame", "traceback", "cell") or isinstance(it, dict) and ("__builtins__" in it or "__name__" in it and "__doc__" in it and it is not globals())

def parts(it, depth=0):
    yield it
    if depth < 3 and type(it) in (list, tuple, set, dict):
        for part in [*it, *(it.values() if type(it) is dict else ())]:
            yield from parts(part, depth + 1)

def attempt(what, call):
    what = (what, name, target)
    ran.append(what)
    try:
        got = call()
    except (AttributeError, TypeError, ImportError, RuntimeError, ValueError, LookupError, NameError, OSError):
        return
    for it in parts(got):
        if wicked(it):
            print("ESCAPED", what, repr(it)[:100])

def star(module, name):
    space = {}
    exec(f"from {module} import *", space)
    return space[name]

for name in HIDDEN:
    class Slots:
        __slots__ = (name,) if name != "__dict__" else ()
    class Named:
        __match_args__ = (name,)
    class Walking(json.JSONEncoder):
        def default(self, o): return getattr(o, name)
    for target in (f, json.dumps) if name in HIDDEN[3:] else (f, c.m, C, json.dumps, json):
        get = lambda: getattr(target, name)
        attempt("help", lambda: help(target))
        attempt("inspect", lambda: inspect.getattr_static(target, name))
        attempt("inspect get", lambda: inspect.getattr_static(target, name).__get__(target))
        attempt("inspect class", lambda: inspect.getattr_static(type(target), name).__get__(target, type(target)))
        attempt("members", lambda: [it for it in inspect.getmembers(target) if it[0] == name])
        attempt("members static", lambda: [it for it in inspect.getmembers_static(target) if it[0] == name])
        attempt("closurevars", lambda: inspect.getclosurevars(target).globals if name == "x" else inspect.getclosurevars(target).builtins.get("__name__"))
        attempt("classify", lambda: [it.object for it in inspect.classify_class_attrs(target) if it.name == name])
        attempt("signature", lambda: inspect.signature(target).parameters["x"].default if name == "__code__" and target is not f else None)
        attempt("getfile", lambda: inspect.getsourcelines(target) and None)
        attempt("code of", lambda: inspect.unwrap(target, stop=lambda it: hasattr(it, name)).__code__)
        attempt("asdict", lambda: dataclasses.asdict(target))
        attempt("replace", lambda: dataclasses.replace(target, **{name: 1}))
        attempt("copy.replace", lambda: copy.replace(target, **{name: 1}))
        attempt("make", lambda: getattr(dataclasses.make_dataclass("D", [(name, object, dataclasses.field(default=target))])(), name))
        attempt("namespace", lambda: types.SimpleNamespace(**{name: 1}).__class__.__dict__)
        attempt("updated", lambda: functools.update_wrapper(types.SimpleNamespace(), target, (name,), ()).__getattribute__(name))
        attempt("updated 2", lambda: functools.update_wrapper(C(), target, (), (name,)))
        attempt("partial", lambda: functools.partial(getattr, target, name)())
        attempt("partialmethod", lambda: functools.partialmethod(getattr, name).__get__(target, type(target))())
        attempt("cached", lambda: functools.cached_property(operator.attrgetter(name)).__get__(types.SimpleNamespace(), None))
        attempt("dynamic", lambda: types.DynamicClassAttribute(operator.attrgetter(name)).__get__(target, type(target)))
        attempt("property", lambda: property(operator.attrgetter(name)).__get__(target))
        attempt("property 2", lambda: type("P", (), {"p": property(operator.attrgetter(name))})().p)
        attempt("enum", lambda: enum.property(operator.attrgetter(name)).__get__(target, type(target)))
        attempt("methodcaller", lambda: operator.methodcaller("__getattribute__", name)(target))
        attempt("attrgetter", lambda: operator.attrgetter("real", name)(target))
        attempt("dotted", lambda: operator.attrgetter("m." + name)(C))
        attempt("dotted 2", lambda: operator.attrgetter("dumps." + name)(json))
        attempt("proxy", lambda: getattr(weakref.proxy(target), name))
        attempt("proxy set", lambda: setattr(weakref.proxy(target), name, f.__doc__) or get())
        attempt("alias", lambda: getattr(types.GenericAlias(target, (int,)), name))
        attempt("typing alias", lambda: getattr(typing.List[int], name))
        attempt("alias 2", lambda: getattr(typing.Callable[[int], int], name))
        attempt("mock", lambda: unittest.mock.Mock(spec=target, wraps=target).__getattr__(name))
        attempt("patch", lambda: unittest.mock.patch.object(target, name, 1).__enter__())
        attempt("patch dict", lambda: unittest.mock.patch.dict(target, {name: 1}).__enter__())
        attempt("json", lambda: json.dumps(target, cls=Walking))
        attempt("default", lambda: json.dumps(target, default=operator.attrgetter(name)))
        attempt("hook", lambda: json.loads("{}", object_hook=lambda _: getattr(target, name)))
        attempt("key", lambda: sorted([target, target], key=operator.attrgetter(name)))
        attempt("min", lambda: min([target], key=operator.attrgetter(name)))
        attempt("map", lambda: list(map(operator.attrgetter(name), [target])))
        attempt("reduce", lambda: functools.reduce(getattr, [name], target))
        attempt("match keyword", lambda: matched(target, name))
        attempt("match positional", lambda: positional(target, Named))
        attempt("import", lambda: exec(f"from json import {name} as got", (space := {})) or space["got"])
        attempt("import 2", lambda: exec(f"import json.{name} as got", (space := {})) or space["got"])
        attempt("star", lambda: json.__all__.append(name) or star("json", name))
        json.__all__[:] = [it for it in json.__all__ if it != name]
        attempt("super", lambda: super(type(target), target).__getattribute__(name))
        attempt("super 2", lambda: getattr(super(C, c), name))
        attempt("super 3", lambda: super(C, C).__getattribute__(C, name))
        attempt("object", lambda: object.__getattribute__(target, name))
        attempt("type", lambda: type.__getattribute__(target, name))
        attempt("type of type", lambda: type.__getattribute__(type(target), name).__get__(target))
        attempt("module", lambda: types.ModuleType.__getattribute__(target, name))
        attempt("slot", lambda: getattr(Slots, name).__get__(target))
        attempt("descriptor", lambda: type(target).__dict__[name].__get__(target))
        attempt("get", lambda: getattr(type(target), name).__get__(target, type(target)))
        attempt("getter by hand", lambda: type(types.FunctionType.__name__).__get__(getattr(types.FunctionType, name), target))
        attempt("hasattr", lambda: {"__name__": 1, "__doc__": getattr(target, name)} if hasattr(target, name) and target not in (C, json) and name != "__builtins__" else None)
        attempt("dir", lambda: {"__name__": 1, "__doc__": 2} if name in dir(target) and target not in (C, json) and name != "__builtins__" else None)
        attempt("format", lambda: ("{0." + name + "}").format(target) and 0)
        attempt("Formatter", lambda: string.Formatter().get_field("0." + name, (target,), {}))
        attempt("vars", lambda: vars(target))
        attempt("pprint", lambda: pprint.pformat(vars(target)))
        attempt("with", lambda: contextlib.closing(target).__enter__().__getattribute__(name))
        attempt("exitstack", lambda: contextlib.ExitStack().callback(getattr, target, name).__closure__)
        attempt("abc", lambda: abc.ABCMeta.__getattribute__(abc.ABC, name))
        attempt("abc dump", lambda: abc.ABC._dump_registry(io.StringIO()))
        attempt("typing hints", lambda: typing.get_type_hints(types.SimpleNamespace(__annotations__={"x": f"{name}"})))
        attempt("user dict", lambda: collections.UserDict.__getattribute__(collections.UserDict(), name) and vars(collections.UserDict()))
        attempt("named", lambda: collections.namedtuple("N", "a")._make.__getattribute__(name))
        attempt("print", lambda: print("x", file=types.SimpleNamespace(write=getattr(target, name))))
        attempt("traceback", lambda: traceback.TracebackException(ValueError, ValueError(), None, capture_locals=True).stack[0].locals)
        attempt("repr", lambda: reprlib.Repr().repr1(target, 1).__getattribute__(name).x)

def matched(target, name):
    space = {"t": target}
    exec(f"match t:\n case object({name}=g): pass", space)
    return space["g"]

def positional(target, kind):
    class Any(type):
        def __instancecheck__(cls, it): return True
    P = Any("P", (), {"__match_args__": kind.__match_args__})
    match target:
        case P(got): return got
    raise TypeError

# Syntax that stores and deletes: nothing of it takes.
before = f(), json.dumps([1])
for name in HIDDEN:
    for source in (
        "T.{0} = 1", "T.{0} += (1,)", "del T.{0}", "for T.{0} in [1]: pass", "(T.{0}, a) = 1, 2", "[*T.{0}] = 1, 2", "T.{0}: int = 1", "import json as T_, sys as j\nT.{0} = j",
        "with contextlib.nullcontext(1) as T.{0}: pass", "with contextlib.nullcontext((1, 2)) as (T.{0}, x): pass", "[0 for T.{0} in [1]]", "{{0: 1 for T.{0} in [1]}}",
        "match 1:\n case T.{0}: pass", "async def g():\n async with contextlib.nullcontext() as T.{0}: pass\ng().send(None)", "a = T.{0} = 1", "setattr(T, '{0}', 1)", "delattr(T, '{0}')",
        "object.__setattr__(T, '{0}', 1)", "type.__setattr__(T, '{0}', 1)", "types.ModuleType.__setattr__(T, '{0}', 1)", "super(type(T), T).__setattr__('{0}', 1)", "operator.methodcaller('__setattr__', '{0}', 1)(T)",
        "list(map(setattr, [T], ['{0}'], [1]))", "functools.partial(setattr, T, '{0}')(1)", "functools.update_wrapper(T, types.SimpleNamespace(**{{'{0}': 1}}), ('{0}',), ())", "unittest.mock.patch.object(T, '{0}', 1).start()",
        "class K(T.{0}): pass", "@T.{0}.get\ndef g(): pass", "def g(x=T.{0}): pass", "lambda x=T.{0}: 0", "def g(x: T.{0}): pass\ng.__annotations__", "print(*T.{0})", "print(**T.{0})", "f'{{T.{0}}}'", "assert not T.{0}", "raise T.{0}", "T.{0}[0]",
        "type A = T.{0}\nA.__value__", "def g[X: T.{0}](): pass\ng.__type_params__[0].__bound__", "try: 1/0\nexcept T.{0}: pass", "(yield_ := T.{0})", "return_ = [T.{0}]", "not T.{0}", "T.{0} if T.{0} else 0", "T.{0} is None",
    ):
        text = source.format(name)
        try:
            code = compile(text, "x", "exec")
        except SyntaxError:
            continue
        for target in (f, json.dumps):
            ran.append(text)
            try:
                exec(code, globals() | {"T": target})
            except (AttributeError, TypeError, RuntimeError, ZeroDivisionError):
                continue
            if "match 1" not in text and "update_wrapper" not in text:
                print("ESCAPED", text, target)
assert (f(), json.dumps([1])) == before and f.__name__ == "f" and len(ran) > 1500
print("contained")
