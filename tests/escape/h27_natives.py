# H27: natives tell what they belong to.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import functools, sys, weakref, types

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError):
        return
    print("ESCAPED", repr(got)[:100])

class C:
    def m(self): pass

for call in [
    lambda: print.__self__.open,
    lambda: len.__self__,
    lambda: sys.exit.__self__,
    lambda: [].append.__self__,
    lambda: str.join.__objclass__,
    lambda: str.__add__.__objclass__,
    lambda: "a".__add__.__self__,
    lambda: dict.fromkeys.__self__,
    lambda: C().m.__self__,
    lambda: C().m.__func__.__globals__,
    lambda: memoryview(bytearray(b"x")).obj,
    lambda: __build_class__.__self__,
    lambda: __import__.__self__,
    lambda: __builtins__.__loader__,
    lambda: __builtins__.__dict__,
    lambda: print.__reduce__(),
    lambda: [].append.__reduce__(),
    lambda: iter([1]).__reduce__(),
    lambda: iter([1]).__setstate__(0),
    lambda: object().__reduce_ex__(2),
    lambda: C().__reduce_ex__(2)[0].__globals__,
    lambda: functools.partial(print).__reduce__(),
    lambda: functools.partial(print).__setstate__((print, (), {}, {})),
    lambda: functools.partial(print).__dict__,
    lambda: functools.lru_cache(C.m).__dict__,
    lambda: functools.lru_cache(C.m).__wrapped__.__globals__,
    lambda: types.MethodType(print, 1).__self__,
    lambda: sys.stdout.buffer,
    lambda: sys.stdout.detach(),
    lambda: sys.stdout.reconfigure(encoding="ascii"),
    lambda: {}.keys().mapping.update,
    lambda: {}.items().mapping.__self__,
    lambda: types.MappingProxyType({}).mapping,
    lambda: functools.partial(len).func.__self__,
    lambda: functools.partialmethod(len).func.__self__,
    lambda: property(C.m).fget.__globals__,
    lambda: property(len).fget.__self__,
    lambda: classmethod(C.m).__func__.__globals__,
    lambda: classmethod(len).__wrapped__.__self__,
    lambda: staticmethod(len).__func__.__self__,
    lambda: functools.cached_property(C.m).func.__code__,
    lambda: functools.singledispatch(C.m).__wrapped__.__code__,
    lambda: functools.singledispatch(C.m).registry[object].__globals__,
    lambda: functools.cmp_to_key(C.m)(1).obj.__objclass__,
    lambda: weakref.ref(C, print).__callback__.__self__,
    lambda: weakref.ref(C).__reduce__(),
    lambda: weakref.WeakMethod(C().m)._func_ref().__globals__,
    lambda: (lambda: C).__closure__[0].cell_contents,
    lambda: types.MethodType(len, []).__func__.__self__,
    lambda: types.MethodType(len, []).__reduce__(),
    lambda: len.__get__(1).__self__,
    lambda: int.__dict__["real"].__objclass__,
    lambda: int.real.__objclass__,
    lambda: int.from_bytes.__self__,
    lambda: type.__call__.__objclass__,
    lambda: object.__init__.__objclass__,
    lambda: object().__init__.__self__,
    lambda: (1).__add__.__self__,
    lambda: iter([].append, 1).__reduce__(),
    lambda: map(len, []).__reduce__(),
    lambda: zip([]).__reduce__(),
    lambda: enumerate([]).__reduce__(),
    lambda: reversed([1]).__setstate__(0),
    lambda: iter(range(3)).__reduce__(),
    lambda: iter({}).__length_hint__(),
    lambda: [].__reduce_ex__(2),
    lambda: len.__reduce_ex__(2),
    lambda: super(C, C()).__self__,
    lambda: types.GenericAlias(list, (int,)).__origin__.append.__objclass__,
    lambda: sys.exit.__loader__,
    lambda: sys.__loader__,
    lambda: sys.__spec__.loader,
    lambda: type(sys).__spec__,
    lambda: __import__("math").__loader__.load_module("posix"),
    lambda: __import__("math").sqrt.__self__,
    lambda: __import__("itertools").count().__reduce__(),
    lambda: __import__("operator").attrgetter("x").__reduce__(),
    lambda: __import__("operator").itemgetter(1).__reduce__(),
    lambda: __import__("re").compile("x").__copy__.__self__,
    lambda: __import__("struct").Struct("i").pack.__self__,
    lambda: __import__("io").StringIO().write.__self__,
    lambda: __import__("io").BytesIO(b"x").getbuffer().obj,
    lambda: getattr(print, "__sel" + "f__"),
    lambda: [*map(lambda n: getattr(print, n), ["__self__"])],
    lambda: object.__class__.__flags__,
    lambda: int.__basicsize__,
]:
    attempt(call)
assert weakref.ref(C).__callback__ is None and functools.partial(print, 1).args == (1,)
assert str.join.__name__ == "join" and len.__module__ == "builtins"
print("contained")
