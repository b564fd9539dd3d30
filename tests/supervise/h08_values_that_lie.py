# H08: subclasses that answer checks one way and are used another way.
import Bastion
import rexec

opened = []


class Policy(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        assert type(file) is str and type(mode) is str and type(buf) is int
        opened.append((file, mode))
        raise OSError("refused")

    def r_import(self, mname, globals=None, locals=None, fromlist=(), level=0):
        assert type(mname) is str and type(fromlist) is tuple and type(level) is int
        assert all(type(it) is str for it in fromlist)
        assert globals is None or all(type(it) is str for it in globals)
        if mname not in ("math", "builtins"):
            raise ImportError(f"refused {mname}")
        return rexec.RExec.r_import(self, mname, globals, locals, fromlist, level)


class Vault:
    def take(self, value):
        assert type(value) in (str, int, list, dict, tuple, bytes, float, bool), type(value)
        return type(value).__name__

    def _private(self):
        return "private"


LIARS = '''
class Lie(str):
    def __eq__(self, other):
        return other in ('r', 'math', 'take') or str.__eq__(self, other)
    def __hash__(self):
        return hash('math')
    def __getitem__(self, key):
        return '/tmp/'
    def startswith(self, *args):
        return True
    def __str__(self):
        return 'math'
    __fspath__ = __repr__ = __str__
'''
cell = Policy()
cell.add_module("__main__").vault = Bastion.Bastion(Vault())
cell.r_exec(LIARS + '''
for file, mode in ((Lie('/etc/passwd'), Lie('w')), (Lie('/etc/passwd'), 'r')):
    try:
        open(file, mode)
    except OSError as error:
        assert str(error) == 'refused'
for name in ('posix', 'socket', 'os'):
    try:
        __import__(Lie(name))
    except ImportError as error:
        assert str(error) == f'refused {name}', error
    else:
        raise AssertionError(name)
try:
    getattr(vault, Lie('_private'))
except AttributeError as error:
    assert error.args == ('_private',)
else:
    raise AssertionError
class Number(int):
    def __le__(self, other):
        return True
    def __index__(self):
        return -1
class Fickle(list):
    def __iter__(self):
        return iter(['public'])
    def __len__(self):
        return 1
class Table(dict):
    def items(self):
        return [('lie', 1)]
assert vault.take(Lie('x')) == 'str'
assert vault.take(Number(5)) == 'int'
assert vault.take(Fickle(['private', 'secret'])) == 'list'
assert vault.take(Table(a=1)) == 'dict'
class Spoof:
    __class__ = property(lambda self: str)
try:
    vault.take(Spoof())
except AssertionError:
    pass
else:
    raise AssertionError('an object crossed as a str')
''')
assert opened == [("/etc/passwd", "w"), ("/etc/passwd", "r")]
default = rexec.RExec()
default.r_exec(LIARS + '''
try:
    open(Lie('target/never'), Lie('w'))
except OSError as error:
    assert "can't open files for writing" in str(error)
for name in ('posix_', 'socket', '_thread'):
    try:
        __import__(Lie(name))
    except ImportError:
        pass
    else:
        raise AssertionError(name)
''')
print("ok")
