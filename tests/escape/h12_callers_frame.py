# H12: a callback looks back into who called it.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import sys, inspect, traceback, warnings

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError, RuntimeError, ValueError, LookupError):
        return
    print("ESCAPED", got)

attempt(lambda: sys._getframe().f_back)
attempt(lambda: sys._getframe(1).f_globals)
attempt(lambda: sys._current_frames().popitem()[1].f_locals)
attempt(lambda: inspect.currentframe().f_back.f_locals)
attempt(lambda: inspect.stack()[0].frame.f_globals)
attempt(lambda: inspect.stack()[0][0].f_globals)
attempt(lambda: next(traceback.walk_stack(None))[0].f_globals)
attempt(lambda: sys.settrace(print).f_code)
import functools
attempt(lambda: functools.singledispatch(sys._getframe)(0))
attempt(lambda: functools.singledispatch(sys._getframe)(1).f_globals)
attempt(lambda: sys.setprofile(print).f_code)
attempt(lambda: sys.gettrace().x)
attempt(lambda: sys.monitoring.register_callback(1, 1, print).x)
attempt(lambda: sys._getframemodulename(1).x)
attempt(lambda: sys.call_tracing(print, ()).x)
attempt(lambda: sys._current_exceptions().popitem()[1].__traceback__.tb_frame)
attempt(lambda: sys.breakpointhook.__globals__)
attempt(lambda: inspect.trace()[0].frame.f_locals)
attempt(lambda: inspect.getinnerframes(None)[0].frame)
attempt(lambda: inspect.getouterframes(inspect.currentframe())[1].frame.f_globals)
attempt(lambda: traceback.StackSummary.extract(traceback.walk_stack(None), capture_locals=True)[0].locals["x"])
# A callback that the library calls sees nothing of the library's frames and variables.
import json, re, functools
looks = []
def look(*args):
    for text in ("sys._getframe(1).f_locals", "inspect.currentframe().f_back.f_locals", "locals(1)", "vars(1)"):
        attempt(lambda: eval(text))
    looks.append(sorted(eval("locals()")))
    assert eval("globals()") is globals() and "__name__" in globals()
    try:
        raise KeyError
    except KeyError as e:
        attempt(lambda: e.__traceback__.tb_frame.f_back.f_locals)
    return args[0] if args and isinstance(args[0], (str, dict)) else "x"
json.dumps(object(), default=look), json.loads("{}", object_hook=look), re.sub("a", lambda m: look(), "a")
sorted([1, 2], key=look), functools.singledispatch(look)("x"), list(map(look, "x")), max([1], key=look)
class Called:
    __repr__ = __str__ = lambda self: look("x")
    __eq__ = lambda self, other: bool(look("x"))
    __del__ = lambda self: look("x")
f"{Called()}{Called()!r}", Called() == Called(), warnings.showwarning
assert len(looks) > 8 and all(it == ["args", "text"] for it in looks), looks
# What a warning is said to come from: its registry is not reached through a number.
with warnings.catch_warnings(record=True):
    warnings.simplefilter("always")
    for level in range(1, 12):
        warnings.warn("x", stacklevel=level)
    registry = {}
    warnings.warn_explicit("x", UserWarning, "f", 1, registry=registry, module_globals={"__loader__": print, "__name__": "json"})
seen = []
sorted([2, 1], key=lambda it: seen.append(hasattr(it, "f_back")) or it)
assert seen == [False, False]
print("contained")
