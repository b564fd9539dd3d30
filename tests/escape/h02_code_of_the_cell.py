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
# A code object does not lose its mode by being run where everything is allowed.
namespace = {"__builtins__": builtins, "f": refused}
refused(lambda: exec(compile("f.__globals__", "x", "exec"), {"__builtins__": {}, "f": refused}), RuntimeError)
print("contained")
