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
    lambda: object.__class__.__flags__,
    lambda: int.__basicsize__,
]:
    attempt(call)
assert weakref.ref(C).__callback__ is None and functools.partial(print, 1).args == (1,)
assert str.join.__name__ == "join" and len.__module__ == "builtins"
print("contained")
