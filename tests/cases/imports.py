# Import statements: forms, names, submodules, caching, and what is refused.
import sys


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === forms ===
import json
import json as j
import json.decoder
import json.encoder as enc
from collections import OrderedDict as O, namedtuple
from json import decoder, dumps
from math import *

print(json is j, json.decoder is decoder, enc is json.encoder, dumps is json.dumps, O.__name__, floor(2.5), sqrt(4), "json" in sys.modules, "json.decoder" in sys.modules, sys.modules["json"] is json)
print(json.__name__, json.decoder.__name__, json.__package__, json.decoder.__package__, type(json).__name__, hasattr(json, "__path__"), hasattr(json.decoder, "__path__"), bool(json.__doc__))

# === what binds which name ===


def scopes():
    import os.path as p
    import xml.dom
    from string import digits as d

    return p.join("a", "b"), xml.dom.__name__, d, sorted(locals())


print(scopes())


class Holder:
    import string as s
    from string import ascii_lowercase as low


print(Holder.s.digits, Holder.low[:3], "s" in vars(Holder))


# === failures ===
def missing():
    import no_such_module


def missing_sub():
    import json.no_such


def missing_deep():
    import no.such.module


def missing_name():
    from json import no_such_name


def not_package():
    import math.sub


def relative():
    from . import something


for f in (missing, missing_sub, missing_deep, not_package, relative):
    print(error(f))
print(error(missing_name).split(" (")[0])
try:
    import no_such_module
except ModuleNotFoundError as e:
    print(e.name, e.path, isinstance(e, ImportError))
try:
    from json import no_such_name
except ImportError as e:
    print(e.name, type(e).__name__)
print("no_such_module" in sys.modules)

# === the machinery in Python's hands ===
import importlib

print(__import__("json") is json, __import__("json.decoder") is json, __import__("json.decoder", fromlist=["x"]) is json.decoder, importlib.import_module("json.decoder") is decoder, error(lambda: importlib.import_module("nope")), "|", error(lambda: __import__("")), "|", error(lambda: __import__(5)))
sys.modules["made_up"] = 5
import made_up

print(made_up)
sys.modules["blocked"] = None


def blocked():
    import blocked


print(error(blocked))
import types

module = types.ModuleType("fresh", "Its documentation.")
module.value = 7
sys.modules["fresh"] = module
import fresh
from fresh import value

print(fresh.value, value, fresh.__doc__, fresh.__name__, module, error(lambda: fresh.nope), "|", sorted(k for k in vars(fresh) if not k.startswith("__")))
fresh.added = 1
del fresh.value
print(hasattr(fresh, "value"), fresh.added)


def lazy(name):
    if name == "computed":
        return 42
    raise AttributeError(f"module has no {name}")


fresh.__getattr__ = lazy
from fresh import computed

print(computed, fresh.computed, error(lambda: fresh.other))
fresh.__all__ = ["added"]
fresh.hidden = 2
ns = {}
exec("from fresh import *", ns)
print("added" in ns, "hidden" in ns)
fresh.__all__ = ["no_such"]
print(error(lambda: exec("from fresh import *", {})))
del fresh.__all__
fresh._private = 3
ns = {}
exec("from fresh import *", ns)
print("_private" in ns, "hidden" in ns)
for source in ("import a.b as c.d", "from a import *, b", "def f():\n from a import *\n", "from __future__ import braces", "x = 1\nfrom __future__ import annotations"):
    try:
        compile(source, "<s>", "exec")
        print("compiled")
    except SyntaxError as e:
        print("refused", e.lineno)
