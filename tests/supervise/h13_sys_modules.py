# H13: the table of modules that a cell sees is not the one that its supervisor reads.
import rexec

cell = rexec.RExec()
cell.r_exec('''
import sys
class Fake:
    def __setattr__(self, name, value):
        pass
sys.modules['__main__'] = Fake()
sys.modules['builtins'] = Fake()
sys.modules['math'] = Fake()
''')
cell.r_exec("import sys\nassert __name__ == '__main__' and len('abc') == 3")
assert cell.r_eval("__builtins__.__name__") == "builtins"
assert cell.add_module("__main__").__name__ == "__main__"
cell.r_exec("import sys\nsys.modules.clear()")
assert cell.s_eval("1 + 1") == 2
assert sorted(cell.modules) == ["__main__", "builtins", "posix", "sys"]
assert cell.r_exec("import sys, math\nassert sys.argv == ['RESTRICTED'] and math.pi > 3") is None
cell.r_exec("import sys\nsys.modules = None\nsys.path = 7\nsys.argv = object()")
cell.s_exec("import json\nassert json.dumps([1]) == '[1]'")
cell.r_exec("import sys\ndel sys.path")
try:
    cell.r_exec("import no_such_module")
except ImportError as error:
    assert str(error) == "No module named 'no_such_module'"
assert cell.r_import("math").sqrt(4) == 2.0
# What the cell puts there is nothing that the library uses.
cell = rexec.RExec()
cell.r_exec('''
import sys
class Trap:
    def __getattr__(self, name):
        raise RuntimeError('the library used the trap')
for name in ('os', 'io', 're', 'functools', 'collections', 'types', '_json'):
    sys.modules[name] = Trap()
import json, dataclasses, enum, textwrap, random
assert json.loads('{"a": 1}') == {'a': 1} and textwrap.dedent(' a') == 'a'
''')
print("ok")
