# H14: what __import__ is told of the importing module is text that nobody vouches for.
import rexec


class Asking(rexec.RExec):
    def r_import(self, mname, globals=None, locals=None, fromlist=(), level=0):
        return rexec.RExec.r_import(self, mname, globals, locals, fromlist, level)


for maker in (rexec.RExec, Asking):
    cell = maker()
    cell.r_exec('''
attempts = [
    ('', {'__package__': 'os'}),
    ('', {'__package__': 'os'}, None, (), 1),
    ('path', {'__package__': 'os'}, None, ('join',), 1),
    ('', {'__package__': 'subprocess'}, None, (), 1),
    ('', {'__name__': 'socket', '__path__': ['/']}, None, (), 1),
    ('machinery', {'__package__': 'importlib'}, None, ('x',), 1),
    ('posix', {'__package__': ''}, None, (), 1),
    ('x', {'__package__': 7}, None, (), 1),
    ('x', {'__package__': None, '__name__': None}, None, (), 1),
    ('x', None, None, (), 1),
    ('x', 5, 6, 7, 1),
    ('socket', {'__package__': 'math'}),
]
for arguments in attempts:
    try:
        found = __import__(*arguments)
    except (ImportError, KeyError, TypeError, ValueError):
        continue
    for name in ('system', 'popen', 'fork', 'Popen', 'socket', 'SourceFileLoader'):
        assert not hasattr(found, name), (arguments, found)
class Name(str):
    def __eq__(self, other):
        return other == 'math' or str.__eq__(self, other)
    __hash__ = str.__hash__
for name in ('subprocess', 'socket', '_thread'):
    try:
        __import__(Name(name))
    except ImportError:
        pass
    else:
        raise AssertionError(name)
try:
    __import__(7)
except TypeError:
    pass
try:
    __import__('x' * 100_000)
except (ValueError, ImportError):
    pass
''')
print("ok")
