# H18: natives that the program hands to the library, which runs them with its own frames on top.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import collections, contextlib, copy, dataclasses, enum, functools, heapq, itertools, json, operator, re, types, weakref
import json.encoder

globals_of = operator.attrgetter("__globals__")
got = []

def attempt(call):
    try:
        result = call()
    except (AttributeError, TypeError, RuntimeError, ValueError):
        return
    got.append(result)

target = json.dumps
attempt(lambda: json.dumps(target, default=globals_of))
attempt(lambda: functools.reduce(getattr, ["__globals__"], target))
attempt(lambda: heapq.nsmallest(1, [target], key=globals_of))
attempt(lambda: re.sub("a", globals_of, "a"))
attempt(lambda: collections.ChainMap(collections.defaultdict(types.MethodType(globals_of, target)))["x"])
attempt(lambda: functools.cmp_to_key(getattr)(target) < functools.cmp_to_key(getattr)("__globals__"))
attempt(lambda: functools.singledispatch(globals_of)(target))
attempt(lambda: functools.lru_cache(globals_of)(target))
attempt(lambda: functools.cached_property(globals_of).__get__(types.SimpleNamespace(), int))
attempt(lambda: functools.partialmethod(globals_of).__get__(target, type(target))())
attempt(lambda: contextlib.ExitStack().callback(globals_of, target))
attempt(lambda: weakref.WeakMethod(target))
attempt(lambda: copy.copy(target))
attempt(lambda: enum.property(globals_of).__get__(target, type(target)))
attempt(lambda: types.DynamicClassAttribute(globals_of).__get__(target, type(target)))
attempt(lambda: dataclasses.field(default_factory=types.MethodType(globals_of, target)).default_factory())
attempt(lambda: list(itertools.accumulate([target, "__globals__"], getattr)))
attempt(lambda: collections.UserDict.__dict__)
for it in got:
    for part in it if isinstance(it, (list, tuple)) else [it]:
        if isinstance(part, dict) and "__builtins__" in part:
            print("ESCAPED", part.get("__name__"))
print("contained")
