# H01: a cell takes __builtins__ out of its globals and waits for the supervisor to run something there.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import builtins

def fresh():
    mine = {n: getattr(builtins, n) for n in ("globals", "exec", "eval", "KeyError", "NameError")}
    return {"__builtins__": mine, "__name__": "cell"}

removals = [
    "del __builtins__",
    "globals().pop('__builtins__')",
    "globals().clear()",
    "__builtins__ = None",
    "__builtins__ = 5",
]
for removal in removals:
    cell = fresh()
    exec("def keep(): pass", cell)
    exec(removal, cell)
    eval("1", cell)
    # What is defined from now on would see what eval() put there.
    try:
        exec("def after(): import os; return os.getcwd", cell)
        print("ESCAPED", removal, cell["after"]())
    except (ImportError, NameError, TypeError):
        pass
    # Whatever the globals say, their code stays restricted.
    cell["__builtins__"] = builtins
    exec("def look(f): return f.__globals__", cell)
    try:
        print("ESCAPED", removal, cell["look"](fresh))
    except RuntimeError as e:
        assert str(e) == "restricted attribute"
# The supervisor's own globals do not become a cell's because a native ran something there.
list(map(exec, ["def made(): return fresh.__name__"], [globals()]))
def own(): return own.__globals__
assert own() is globals()
print("contained")
