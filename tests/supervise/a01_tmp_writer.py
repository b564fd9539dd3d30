# the example of the reference, in Python 3 words: open() that writes below /tmp only.
import os
import rexec
import tempfile


class TmpWriterRExec(rexec.RExec):
    def r_open(self, file, mode='r', buf=-1):
        if mode in ('r', 'rb'):
            pass
        elif mode in ('w', 'wb', 'a', 'ab'):
            # check filename : must begin with /tmp/
            if file[:5] != '/tmp/':
                raise IOError("can't write outside /tmp")
            elif file.find('/../') >= 0 or file[:3] == '../' or file[-3:] == '/..':
                raise IOError("'..' in filename forbidden")
        else:
            raise IOError("Illegal open() mode")
        return open(file, mode, buf)


path = tempfile.mktemp(prefix="padcell-a01-", dir="/tmp")
cell = TmpWriterRExec()
cell.add_module("__main__").path = path
cell.r_exec('''
def refused(*args):
    try:
        open(*args)
    except IOError as error:
        assert type(error) is OSError, type(error)
        return str(error)

with open(path, 'w') as file:
    file.write('first\\n')
file = open(path, 'a')
file.write('second\\n')
file.close()
assert open(path).read() == 'first\\nsecond\\n'
assert open(path, 'rb').read() == b'first\\nsecond\\n'
assert [line for line in open(path)] == ['first\\n', 'second\\n']
assert refused('/etc/x', 'w') == "can't write outside /tmp"
assert refused('/tmp/../etc/x', 'w') == "'..' in filename forbidden"
assert refused('/tmp/x', 'x') == "Illegal open() mode"
assert refused('/tmp/x', 'r+') == "Illegal open() mode"

# What the example does not think of: values that lie, descriptors, openers, the layers below.
class Name(str):
    def __getitem__(self, key):
        return '/tmp/'
    def find(self, *args):
        return -1
assert refused(Name('/etc/x'), 'w') == "can't write outside /tmp"

class Mode(str):
    def __eq__(self, other):
        return other == 'r'
    __hash__ = str.__hash__
assert refused('/etc/x', Mode('w')) == "can't write outside /tmp"

class Path:
    calls = 0
    def __fspath__(self):
        self.calls += 1
        return path if self.calls == 1 else '/etc/passwd'
two_faced = Path()
assert open(two_faced).read() == 'first\\nsecond\\n'
assert two_faced.calls == 1
assert refused(0) and refused(True) and refused(path, 'r', -1, None, None, None, True, lambda *args: 0)

file = open(path)
for name in ('buffer', 'raw', 'detach', 'reconfigure', '__init__', '_checkClosed'):
    try:
        found = getattr(file, name)
    except AttributeError:
        found = None
    assert found is None or name == '__init__', name
try:
    type(file)('/etc/passwd')
except TypeError:
    pass
else:
    raise AssertionError
''')
os.remove(path)
assert not os.path.exists('/etc/x')
print("ok")
