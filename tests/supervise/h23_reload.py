# H23: reload takes a module of the table, under the name that the table has for it.
import rexec

asked = []


class Policy(rexec.RExec):
    def r_reload(self, m):
        asked.append(m.__name__)
        return rexec.RExec.r_reload(self, m)


cell = Policy()
cell.r_exec('''
import math, types, importlib
class Fake:
    __name__ = 'builtins'
    __spec__ = __loader__ = None
for wrong in (Fake(), Fake, 'math', None, types.ModuleType('builtins'), types.ModuleType('socket')):
    for function in (reload, importlib.reload):
        try:
            function(wrong)
        except (TypeError, ImportError):
            pass
        else:
            raise AssertionError(wrong)
math.__name__ = 'subprocess'
assert reload(math) is math
''')
assert asked == ["math"], asked
print("ok")
