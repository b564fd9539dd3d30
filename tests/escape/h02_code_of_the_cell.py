# H02: the supervisor makes functions of a cell's code, with globals that have no builtins yet.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import annotationlib, builtins, types

mine = {n: getattr(builtins, n) for n in ("__build_class__", "compile", "NotImplementedError")}
cell = {"__builtins__": mine, "__name__": "cell"}
exec('''
def imports(): import os; return os
def looks(): return looks.__globals__
text = compile("import os", "x", "exec")
class K:
    x: imports()
class Evil:
    def __annotate__(format): import os; return {"x": os}
def given(x: imports()): pass
def late():
    import os
    yield os
later = lambda: imports()
''', cell)

def refused(call, *errors):
    try:
        print("ESCAPED", call())
    except errors:
        pass

refused(lambda: types.FunctionType(cell["imports"].__code__, {})(), ImportError)
refused(lambda: types.FunctionType(cell["looks"].__code__, {"looks": refused})(), RuntimeError)
refused(lambda: exec(cell["text"], {}), ImportError)
for how in (annotationlib.Format.VALUE, annotationlib.Format.FORWARDREF):
    refused(lambda: annotationlib.get_annotations(cell["K"], format=how)["x"].getcwd, ImportError, AttributeError)
formats = list(annotationlib.Format)
for name in ("K", "Evil", "given"):
    for how in formats:
        for call in (
            lambda: annotationlib.get_annotations(cell[name], format=how)["x"].getcwd,
            lambda: annotationlib.call_annotate_function(cell[name].__annotate__, how)["x"].getcwd,
            lambda: annotationlib.call_evaluate_function(cell[name].__annotate__, how)["x"].getcwd,
            lambda: types.FunctionType(cell[name].__annotate__.__code__, {})(1)["x"].getcwd,
            lambda: types.FunctionType(cell[name].__annotate__.__code__, {"imports": __import__})(1)["x"].getcwd,
        ):
            refused(call, ImportError, AttributeError, NotImplementedError, NameError, TypeError, KeyError, SyntaxError, RuntimeError, ValueError)
for source in ("plain.__annotate__ = imports", "plain.__code__ = imports.__code__", "plain.__type_params__ = ()"):
    refused(lambda: exec(source, cell | {"plain": refused}), RuntimeError)
refused(lambda: next(types.FunctionType(cell["late"].__code__, {})()), ImportError)
refused(lambda: types.FunctionType(cell["later"].__code__, {"imports": refused})(), TypeError)
refused(lambda: types.FunctionType(cell["imports"].__code__.replace(co_name="x"), {})(), ImportError)
refused(lambda: types.FunctionType(cell["imports"].__code__, {"__builtins__": builtins})().getcwd, ImportError, NameError)
swapped = lambda: 0
swapped.__code__ = cell["imports"].__code__
refused(lambda: swapped().getcwd, ImportError)
exec("@coroutine\ndef waits():\n import os\n yield os", cell | {"coroutine": lambda f: cell.setdefault("waits", f)})
refused(lambda: next(types.coroutine(cell["waits"])()), ImportError)
refused(lambda: types.coroutine(cell["waits"])().send(None), ImportError)
refused(lambda: swapped.__globals__["refused"] and types.FunctionType(swapped.__code__, {})(), ImportError)
# A code object does not lose its mode by being run where everything is allowed.
namespace = {"__builtins__": builtins, "f": refused}
refused(lambda: exec(compile("f.__globals__", "x", "exec"), {"__builtins__": {}, "f": refused}), RuntimeError)
print("contained")
