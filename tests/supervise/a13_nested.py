# a cell makes cells; they get no more than it has.
import io
import rexec


class Outer(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        if file == "allowed":
            return io.StringIO("allowed text")
        raise IOError("the outer cell's supervisor says no")


cell = Outer()
cell.r_exec('''
import rexec
inner = rexec.RExec()
assert inner.r_eval("1 + 1") == 2
inner.r_exec("""
assert open('allowed').read() == 'allowed text'
def refused(*args):
    try:
        open(*args)
    except OSError as error:
        return str(error)
assert refused('Cargo.toml') == "the outer cell's supervisor says no"
assert refused('allowed', 'w') == "can't open files for writing in restricted mode"
assert refused(0)
import math
for name in ('socket', 'subprocess', '_padcell', 'threading'):
    try:
        __import__(name)
    except ImportError as error:
        assert str(error) == f"No module named '{name}'"
    else:
        raise AssertionError(name)
import sys
assert sys.argv == ['RESTRICTED'] and not hasattr(sys, '_getframe')
""")

class Greedy(rexec.RExec):
    ok_builtin_modules = rexec.RExec.ok_builtin_modules + ('socket', 'subprocess', '_thread', '_padcell', 'glob')
    ok_environ_names = ('PATH', 'HOME')
    def r_open(self, file, mode='r', buf=-1):
        return open(file, mode, buf)

greedy = Greedy(budget={'fuel': None, 'memory': None, 'time': None, 'output': None})
greedy.r_exec("""
for name in ('socket', 'subprocess', '_thread', '_padcell', 'glob'):
    try:
        __import__(name)
    except ImportError:
        pass
    else:
        raise AssertionError(name)
import os
assert dict(os.environ) == {}
try:
    open('Cargo.toml')
except OSError:
    pass
else:
    raise AssertionError
""")

# The outer cell is the inner one's supervisor.
module = inner.add_module('__main__')
module.answer = 42
assert inner.r_eval('answer') == 42
module.call = lambda value: value + 1
assert inner.r_eval('call(1)') == 2
class Error(Exception):
    pass
try:
    inner.r_exec("raise ValueError('inner')")
except ValueError as error:
    assert error.args == ('inner',)
else:
    raise AssertionError
innermost = inner.r_eval("__import__('rexec').RExec().r_eval('2 ** 10')")
assert innermost == 1024
# Without files of its own it has none to mount.
try:
    rexec.RExec(mounts=[('/', '/', 'rw')]).r_exec("open('/etc/passwd')")
except OSError:
    pass
else:
    raise AssertionError('a cell without files mounted some')
''')


# Where the supervisor decides on each import, it decides on those of inner cells too.
class Asking(rexec.RExec):
    def r_import(self, mname, globals=None, locals=None, fromlist=(), level=0):
        if mname == "json":
            raise ImportError("not json")
        return rexec.RExec.r_import(self, mname, globals, locals, fromlist, level)


asking = Asking()
asking.r_exec('''
import rexec, math
inner = rexec.RExec()
inner.r_exec("""
import math, textwrap
try:
    import json
except ImportError as error:
    assert str(error) == "not json", error
else:
    raise AssertionError
""")
''')

# Work of an inner cell is charged to the outer one.
limited = rexec.RExec(budget={"fuel": 200_000, "time": None})
try:
    limited.r_exec('''
import rexec
while True:
    try:
        rexec.RExec(budget={'fuel': 10**15}).r_exec('while True: pass')
    except BaseException:
        pass
''')
except rexec.CellStopped as stop:
    assert stop.kind == "fuel"
else:
    raise AssertionError
print("ok")
