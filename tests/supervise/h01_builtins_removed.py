# H01: a cell removes its __builtins__ and waits for its supervisor to run something there.
import rexec

cell = rexec.RExec()
main = cell.add_module("__main__")
for attack in (
    "globals().pop('__builtins__')",
    "__builtins__ = {}",
    "__builtins__ = {'__import__': lambda *args: 'mine', 'open': lambda *args: 'mine'}",
    "exec('del __builtins__')",
):
    cell.r_exec(attack)
    assert cell.r_eval("open.__name__") == "open"
    try:
        cell.r_eval("__import__('subprocess')")
    except ImportError:
        pass
    else:
        raise AssertionError(attack)
    cell.r_exec("def later():\n    return open, __import__")
cell.r_exec('''
def evil():
    import os
    return os
del __builtins__
''')
try:
    found = main.evil()
    assert not hasattr(found, "system")
except ImportError:
    pass
print("ok")
