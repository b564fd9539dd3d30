# H08: subclasses that answer checks one way and are used another way.
import Bastion
import rexec

opened = []


class Policy(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        assert type(file) in (str, bytes) and type(mode) is str and type(buf) is int
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
# Two-faced protocols are asked once, and what they answered is what is checked and used.
cell.r_exec('''
asked = []
class Two:
    def __init__(self, *answers):
        self.answers = list(answers)
    def answer(self):
        asked.append(1)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
    __fspath__ = __index__ = __str__ = __bool__ = answer
def attempt(action):
    asked.clear()
    try:
        action()
    except (OSError, TypeError, ValueError, ImportError, AttributeError, RuntimeError):
        pass
    assert len(asked) <= 1, (action, len(asked))
attempt(lambda: open(Two('tmp/ok', '/etc/passwd')))
attempt(lambda: open(Two(b'tmp/ok', b'/etc/passwd')))
attempt(lambda: open(Two(Lie('tmp/ok'), '/etc/passwd')))
attempt(lambda: open('x', Two('r', 'w')))
attempt(lambda: open('x', 'r', Two(0, 1)))
attempt(lambda: open('x', closefd=Two(True, False)))
attempt(lambda: __import__(Two('math', 'posix')))
attempt(lambda: __import__('math', None, None, (Two('pi', '__loader__'),)))
attempt(lambda: __import__('math', None, None, (), Two(0, 1)))
attempt(lambda: getattr(vault, Two('take', '_private')))
class Bytes(bytes):
    def decode(self, *args): return 'tmp/ok'
    def __eq__(self, other): return True
    __hash__ = bytes.__hash__
attempt(lambda: open(Bytes(b'/etc/passwd'), 'w'))
class Sequence(list):
    n = 0
    def __iter__(self):
        Sequence.n += 1
        return iter(['pi'] if Sequence.n == 1 else ['__loader__'])
    def __getitem__(self, key): return 'pi'
math = __import__('math', None, None, Sequence(['__dict__', '__loader__']))
class Kwargs(dict):
    def keys(self): return ['value']
    def __getitem__(self, key): return Spoof()
    def items(self): return [('value', Spoof())]
assert vault.take(*Fickle(['private'])) == 'str'
try:
    assert vault.take(**Kwargs(value='x')) == 'str'
except (TypeError, AssertionError):
    pass
# What changes while it crosses is what it was at the crossing.
class Changing(list):
    def __len__(self): self.append(1); return 0
assert vault.take(Changing([1, 2])) == 'list'
buffer = bytearray(b'before')
class Index:
    def __index__(self): buffer[:] = b'after!!!!'; return 3
try:
    memoryview(buffer)[Index():].tobytes()
except BufferError:
    pass
''')
assert all(type(file) in (str, bytes) and type(mode) is str for file, mode in opened)
assert [it for it in opened[2:] if it[0] not in ("tmp/ok", b"tmp/ok", "x", "/etc/passwd", b"/etc/passwd")] == []
assert sum(file == "tmp/ok" for file, mode in opened) >= 1 and (b"/etc/passwd", "w") in opened[2:], opened
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
