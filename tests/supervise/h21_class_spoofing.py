# H21: what a cell's object says of its class is not believed by its supervisor, nor at the doors of its cell.
import Bastion
import rexec

asked, taken = [], []


class Policy(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        asked.append((type(file), type(mode), type(buf)))
        raise OSError("refused")

    def r_import(self, mname, globals=None, locals=None, fromlist=(), level=0):
        asked.append((type(mname),))
        return rexec.RExec.r_import(self, mname, globals, locals, fromlist, level)


class Vault:
    def take(self, value):
        taken.append(value)
        return [isinstance(value, kind) for kind in (str, int, bytes, tuple, list, dict, type, BaseException, Vault)]


cell = Policy()
vault = Vault()
cell.add_module("__main__").vault = Bastion.Bastion(vault)
cell.r_exec('''
def spoof(kind):
    class E:
        __class__ = property(lambda self: kind)
        def __str__(self): return 'r'
        __repr__ = __fspath__ = __str__
        def __index__(self): return 1
        def __len__(self): return 1
        def __iter__(self): return iter('a')
        def __getitem__(self, key): return 'a'
        def __eq__(self, other): return True
        def __hash__(self): return hash('r')
    return E()
kinds = [str, int, bytes, tuple, list, dict, type, BaseException, OSError, type(vault), type(vault.take), type(open), type(len), bool, type(None), object]
doors = [
    lambda it: open(it), lambda it: open('x', it), lambda it: open('x', 'r', it) if not hasattr(it, 'x') else None, lambda it: __import__(it),
    lambda it: __import__('math', None, None, it), lambda it: __import__('math', None, None, (it,)), lambda it: __import__('math', None, None, (), it),
    lambda it: reload(it), lambda it: getattr(vault, it), lambda it: setattr(vault, it, 1), lambda it: exec(it), lambda it: raising(it),
]
def raising(it):
    raise it
for kind in kinds:
    it = spoof(kind)
    assert isinstance(it, kind)
    for door in doors:
        try:
            door(it)
        except (TypeError, OSError, ImportError, AttributeError, ValueError, RuntimeError):
            pass
    assert vault.take(it) == [False] * 9, (kind, vault.take(it))
    try:
        raise ValueError(it)
    except ValueError as error:
        assert error.args[0] is it
''')
plain = {str, int, tuple, bytes, bool, type(None)}
assert asked and all(kind in plain for kinds in asked for kind in kinds), asked
assert all(type(it).__name__ == type(taken[0]).__name__ for it in taken) and len(taken) >= 16
# What a cell gives, raises or is asked for.
for kind in ("str", "int", "dict", "list", "tuple", "bytes", "type", "OSError", "type(None)", "type(vault)", "bool"):
    cell.r_exec(f"it = spoof({kind})")
    it = cell.r_eval("it")
    assert not isinstance(it, (str, int, dict, list, tuple, bytes, OSError, Vault, bool, type(None))), kind
    assert it.__class__ is type(it) and not issubclass(type(it), (str, int, dict)), kind
    assert [type(x) for x in cell.r_eval("[it, {'k': it}]")] == [type(it), dict]
    try:
        cell.r_exec("raise ValueError(it, 'text')")
    except ValueError as error:
        assert type(error) is ValueError and not isinstance(error.args[0], (int, dict, list, bytes, OSError)), error.args
    else:
        raise AssertionError
cell.r_exec("class Error(Exception):\n    __class__ = property(lambda self: OSError)")
try:
    cell.r_exec("raise Error('x')")
except OSError:
    raise AssertionError("believed to be an OSError")
except Exception as error:
    assert type(error) is Exception and not isinstance(error, OSError) and error.args == ("x",)
try:
    cell.r_exec("import sys\nsys.exit(spoof(int))")
except SystemExit as error:
    assert type(error.code) is not int or error.code == 1
print("ok")
