# H09: open() of Python 3 takes descriptors, openers and what else there is; r_open is asked for names alone.
import os
import rexec
import tempfile

asked = []


class Policy(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1, **options):
        asked.append((file, options))
        return rexec.RExec.r_open(self, file, mode, buf, **options)


class Narrow(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        if type(file) is not str:
            raise OSError("refused")
        return rexec.RExec.r_open(self, file, mode, buf)


secret = tempfile.TemporaryFile()
secret.write(b"secret")
secret.flush()
secret.seek(0)
ATTACK = '''
called = []
def opener(*args):
    called.append(args)
    return descriptor
class Index:
    def __index__(self):
        return descriptor
class Path:
    def __fspath__(self):
        return descriptor
class Number(int):
    pass
class Text(str):
    def __fspath__(self):
        return descriptor
    __index__ = __fspath__
def attempt(what, action):
    try:
        got = action()
    except (OSError, TypeError, ValueError, AttributeError, ImportError, RuntimeError):
        return
    # A number of a cell's own is not one of its supervisor's.
    if type(got).__name__ == 'stat_result' and got.st_ino == got.st_size == 0:
        return
    if got is False or got is None:
        return
    raise AssertionError((what, got))
import io, os
for it in (0, 1, 2, 3, 4, 5, descriptor, -1, True, False, Number(descriptor), float(descriptor), Index(), Path(), None, [descriptor], (descriptor,)):
    for mode in ('r', 'rb', 'w', 'r+'):
        attempt(('open', it, mode), lambda: open(it, mode))
        attempt(('closefd', it, mode), lambda: open(it, mode, closefd=False))
        attempt(('raw', it, mode), lambda: open(it, mode, 0))
        attempt(('io.open', it), lambda: io.open(it, mode, closefd=False))
        attempt(('FileIO', it), lambda: io.FileIO(it, mode))
for name in ('x', '/etc/hostname', 'Cargo.toml', Text('/etc/hostname')):
    attempt(('opener', name), lambda: open(name, opener=opener))
    attempt(('opener rb', name), lambda: open(name, 'rb', 0, opener=opener))
    attempt(('opener positional', name), lambda: open(name, 'r', -1, None, None, None, True, opener))
    attempt(('opener positional', name), lambda: open(name, 'r', -1, None, None, None, False))
    attempt(('closefd', name), lambda: open(name, closefd=False))
    attempt(('closefd 0', name), lambda: open(name, closefd=0))
    attempt(('io.open', name), lambda: io.open(name, opener=opener))
for name in ('fstat', 'listdir', 'stat', 'lstat', 'fdopen', 'read', 'write', 'dup', 'dup2', 'close', 'isatty', 'ttyname', 'lseek', 'ftruncate', 'pread',
             'sendfile', 'fchmod', 'fchdir', 'readlink', 'scandir', 'statvfs', 'open', 'access', 'utime'):
    for arguments in ((descriptor,), (3,), (0,), (1,), (Index(),), (True,), (descriptor, 5), (descriptor, b'!')):
        attempt((name, arguments), lambda: getattr(os, name)(*arguments))
        attempt((name, 'posix'), lambda: getattr(__import__('posix'), name)(*arguments))
assert not called, called
'''
for cell in (rexec.RExec(), Policy(), Narrow()):
    cell.add_module("__main__").descriptor = secret.fileno()
    cell.r_exec(ATTACK)
    # The descriptors of a file that the cell may read are not the supervisor's to use.
    cell.r_exec('''
f = open('Cargo.toml')
for it in (f, f.read(1) and f):
    attempt('fileno', lambda: __import__('posix').fstat(it.fileno()).st_ino)
    attempt('write', lambda: open(it.fileno(), 'w').write('!'))
''')
assert all("opener" not in options or callable(options["opener"]) for file, options in asked)
assert secret.read() == b"secret", "somebody read or closed it"
print("ok")
