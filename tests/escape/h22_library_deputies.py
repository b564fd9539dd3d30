# H22: functions of the library that do what their caller names: they look and import with the caller's authority.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import sys, builtins

def f(): pass
class C: pass

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError, RuntimeError, ValueError, ImportError, KeyError, NameError):
        return
    if got is sys or got is builtins or got is None or got is False or got == []:
        return
    if type(got) is dict and got.get("getattr") is getattr:
        return  # the builtins that the program has anyway
    print("ESCAPED", repr(got)[:200])

import json, importlib, inspect, operator, string, pkgutil, pickle, runpy, types, functools, unittest.mock
attempt(lambda: string.Formatter().get_field("0.__globals__", (f,), {}))
attempt(lambda: string.Formatter().format("{0.__globals__}", f))
attempt(lambda: string.Formatter().vformat("{0.__code__}", (f,), {}))
attempt(lambda: [n for n, v in inspect.getmembers(f) if n in ("__globals__", "__code__", "__builtins__")])
attempt(lambda: [n for n, v in inspect.getmembers_static(f) if n in ("__globals__",) and type(v) is dict])
attempt(lambda: inspect.getattr_static(f, "__globals__").__get__(f))
attempt(lambda: inspect.getattr_static(C, "__dict__")["__dict__"])
attempt(lambda: inspect.getclosurevars(f).builtins)
attempt(lambda: inspect.getmodule(json).__dict__)
attempt(lambda: inspect.getmodule(len))
attempt(lambda: inspect.getmodule(sys.exit))
attempt(lambda: inspect.getattr_static(json, "__builtins__"))
attempt(lambda: inspect.getattr_static(importlib, "sys"))
attempt(lambda: importlib.import_module("sys"))
attempt(lambda: importlib.import_module("builtins"))
attempt(lambda: importlib.__import__("sys"))
attempt(lambda: pkgutil.resolve_name("json:dumps.__globals__"))
attempt(lambda: pickle.loads(b"\x80\x04\x8c\x04json\x8c\x11dumps.__globals__\x93."))
attempt(lambda: pickle.loads(b"cjson\ndumps.__globals__\n."))
attempt(lambda: operator.attrgetter("__globals__")(f))
attempt(lambda: types.resolve_bases.__globals__)
attempt(lambda: types.new_class("N", (), {}, lambda ns: ns).__dict__)
attempt(lambda: functools.WRAPPER_UPDATES and functools.update_wrapper(lambda: 0, f, ("__globals__",), ()).__globals__)
attempt(lambda: functools.update_wrapper(C(), f, ("__globals__", "__code__"), ()).__globals__)
attempt(lambda: functools.update_wrapper(C(), f, ("__globals__", "__code__"), ()).__code__)
attempt(lambda: sys.modules["os"].sys)
attempt(lambda: importlib.sys)
attempt(lambda: importlib.reload(sys))
attempt(lambda: importlib.__dict__)
attempt(lambda: importlib.__loader__)
attempt(lambda: importlib.__spec__)
attempt(lambda: importlib.util.find_spec("json").loader.get_code("json"))
attempt(lambda: runpy.run_module("json.tool").get("__builtins__"))
import json

attempt(lambda: unittest.mock.patch.object(f, "__defaults__", (1,)).__enter__())
attempt(lambda: unittest.mock.patch.object(f, "__code__").__enter__())
attempt(lambda: unittest.mock.patch("json.dumps.__defaults__", (1,)).__enter__())
attempt(lambda: unittest.mock.patch("json.dumps.__globals__.x", 1, create=True).__enter__())
with unittest.mock.patch("json.dumps", lambda x: "patched"):
    assert json.dumps(1) == "patched"
assert json.dumps(1) == "1"

# Annotations of what wraps a function of the library are evaluated among its globals.
import annotationlib
for text in ["sys", "builtins", "__builtins__", "codecs.sys", "importlib.sys", "[c for c in [__builtins__]][0]"]:
    for wrapped in [json.dumps, importlib.import_module, inspect.signature]:
        def g(x: int): pass
        g.__annotations__ = {"x": text}
        g.__wrapped__ = wrapped
        attempt(lambda: annotationlib.get_annotations(g, eval_str=True)["x"])

# Natives that the program hands to the library are not called with the library's authority.
attempt(lambda: functools.singledispatch(getattr)(f, "__globals__"))
attempt(lambda: functools.singledispatch(vars)(f))
attempt(lambda: functools.singledispatch(eval)("__builtins__"))
attempt(lambda: functools.singledispatch(eval)("globals()"))
attempt(lambda: functools.singledispatch(lambda x: x).register(C, lambda: 0).__globals__)
attempt(lambda: functools.cached_property(vars).__get__(C(), C))
attempt(lambda: functools.partialmethod(getattr, "__globals__").__get__(f, type(f))())
attempt(lambda: types.DynamicClassAttribute(vars).__get__(C(), C))
attempt(lambda: functools.singledispatch(object.__getattribute__)(f, "__globals__"))
attempt(lambda: functools.singledispatch(type.__getattribute__)(C, "__dict__"))
attempt(lambda: functools.singledispatch(types.ModuleType.__getattribute__)(json, "__dict__"))
attempt(lambda: functools.singledispatch(object.__setattr__)(f, "__defaults__", (1,)))
attempt(lambda: functools.singledispatch("{0.__globals__}".format)(f))
attempt(lambda: functools.singledispatch(operator.attrgetter("__globals__"))(f))
attempt(lambda: functools.singledispatch(__import__)("sys"))
attempt(lambda: functools.singledispatch(exec)("got = globals()") or got)
attempt(lambda: functools.update_wrapper(C(), json, (), ("__dict__",)).sys)
class Taken:
    @property
    def __dict__(self): return self
    def update(self, it): raise LookupError(it)
try:
    functools.update_wrapper(Taken(), json)
except LookupError as e:
    if e.args != ({},):
        print("ESCAPED", e.args)
pickle.dumps(C()), pickle.loads(pickle.dumps(C()))
print("contained")
