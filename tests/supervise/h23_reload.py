# H23: reload takes a module of the table, under the name that the table has for it.
import rexec

asked = []


class Policy(rexec.RExec):
    def r_reload(self, m):
        asked.append(m.__name__)
        return rexec.RExec.r_reload(self, m)


# Loaders and specifications that a cell makes up are asked nothing.
for kind in (rexec.RExec, Policy):
    cell = kind()
    cell.r_exec('''
import math, json, importlib, types, sys
asked = []
class Loader:
    def __getattr__(self, name):
        asked.append(name)
        return lambda *args: asked.append(args)
class Spec:
    loader, name, parent, origin, submodule_search_locations = Loader(), 'subprocess', '', 'x', ['/']
    has_location = cached = True
def attempt(action):
    try:
        return action()
    except (AttributeError, TypeError, ImportError, RuntimeError, ValueError):
        pass
own = types.ModuleType('own')
sys.modules['own'] = own
for module in (math, json, own, sys, types.ModuleType('math')):
    for name, value in (('__spec__', Spec()), ('__loader__', Loader()), ('__name__', 'subprocess'), ('__path__', ['/']), ('__file__', '/etc/passwd'), ('__package__', 'os')):
        attempt(lambda: setattr(module, name, value))
    for function in (reload, importlib.reload):
        got = attempt(lambda: function(module))
        assert got is None or got is module, got
        assert not hasattr(module, 'Popen') and not hasattr(module, 'system')
    attempt(lambda: setattr(module, '__name__', 'math'))
assert not asked, asked
before = len
for name in ('builtins', 'sys', 'posix'):
    got = attempt(lambda: reload(__import__(name)))
    assert got is None or got is __import__(name)
assert len is before and not hasattr(__import__('sys'), '_getframe')
assert not attempt(lambda: importlib.util.module_from_spec(Spec()))
assert not attempt(lambda: importlib._bootstrap._load(Spec()))
assert not attempt(lambda: importlib.machinery.ModuleSpec('x', Loader()).loader.exec_module(own)) or asked
''')
asked.clear()
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
