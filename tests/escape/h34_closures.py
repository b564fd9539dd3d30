# H34: what a function keeps in its closure and its defaults.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import builtins

def guarded(secret="default", *, key="keyword"):
    held = "held"
    def door(mode="r"):
        return mode, held
    return door

door = guarded()
cell = {"__builtins__": {n: getattr(builtins, n) for n in ("getattr", "setattr", "delattr", "vars")}, "door": door, "guarded": guarded}
for what in [
    "door.__closure__[0].cell_contents", "door.__defaults__", "guarded.__kwdefaults__", "door.__code__.co_consts",
    "getattr(door, '__closure__')", "vars(door)", "door.__builtins__", "door.__globals__",
    "setattr(door, '__defaults__', ('w',))", "delattr(door, '__defaults__')", "setattr(guarded, '__kwdefaults__', {})",
    "setattr(door, '__code__', guarded.__code__)", "setattr(door, '__name__', 'x')", "setattr(door, '__doc__', 'x')",
    "setattr(door, '__module__', 'x')", "setattr(door, '__annotate__', None)", "setattr(door, '__type_params__', ())",
]:
    try:
        print("ESCAPED", what, eval(what, cell))
    except (RuntimeError, TypeError):
        pass
assert door() == ("r", "held") and door.__name__ == "door" and door.__closure__[0].cell_contents == "held"
print("contained")
