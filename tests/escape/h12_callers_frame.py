# H12: a callback looks back into who called it.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import sys, inspect, traceback, warnings

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError, RuntimeError, ValueError):
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
seen = []
sorted([2, 1], key=lambda it: seen.append(hasattr(it, "f_back")) or it)
assert seen == [False, False]
print("contained")
