# a module replaced by a bastion of a surrogate, as Grail did for os.
import Bastion
import rexec


class OSSurrogate:
    def __init__(self):
        self.files = {"home/notes": "text of the notes"}

    def getpid(self):
        return 666

    def getcwd(self):
        return "/home/nobody"

    def listdir(self, path):
        return sorted(self.files)

    def unlink(self, path):
        raise OSError("can't delete files")

    def _internals(self):
        return self.files


class AppletRExec(rexec.RExec):
    ok_posix_names = ("error",)

    def make_initial_modules(self):
        rexec.RExec.make_initial_modules(self)
        self.modules["os"] = Bastion.Bastion(OSSurrogate(), name="os")


cell = AppletRExec()
cell.r_exec('''
import os
assert os.getpid() == 666 and os.getcwd() == '/home/nobody'
assert os.listdir('.') == ['home/notes']
from os import getpid
assert getpid() == 666
try:
    os.unlink('x')
except OSError as error:
    assert str(error) == "can't delete files"
for name in ('_internals', 'files', 'system', 'environ'):
    assert not hasattr(os, name), name
try:
    from os import system
except ImportError:
    pass
else:
    raise AssertionError
import sys
del sys.modules['os']
import os
assert os.getpid() == 666
import posix
assert not hasattr(posix, 'getpid')
# The library's own os is another matter.
import json, random, textwrap
''')
assert repr(cell.modules["os"]) == "<Bastion for os>"
print("ok")
