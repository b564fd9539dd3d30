# H35, H36: what a cell does to its builtins it does to itself.
import builtins
import rexec


class Policy(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        if not isinstance(file, str) or len(file) > 3 or str(mode) != "r":
            raise OSError("refused")
        return rexec.RExec.r_open(self, "Cargo.toml")


cell = Policy()
cell.r_exec('''
import builtins
builtins.isinstance = lambda *args: True
builtins.len = lambda *args: 0
builtins.str = lambda *args: 'r'
for attack in (
    lambda: builtins.__dict__.update(open=1),
    lambda: vars(builtins).clear(),
    lambda: exec('open = 1', vars(builtins)),
    lambda: setattr(builtins, 'OSError', ValueError),
    lambda: delattr(builtins, 'ImportError'),
    lambda: dict.__setitem__(builtins.__dict__, 'x', 1),
    lambda: type.__setattr__(int, 'x', 1),
):
    try:
        attack()
    except:
        pass
''')
rebinding = Policy()
rebinding.r_exec('''
try:
    open('long name', 'w')
except OSError as error:
    assert error.args == ('refused',)
else:
    raise AssertionError
import builtins
builtins.open = lambda *args: 'rebound'
assert open('x') == 'rebound'
''')
assert builtins.isinstance(1, int) and builtins.len("abc") == 3
assert Policy().r_eval("len('abc')") == 3
assert "[workspace" in cell.r_open("abc").read()
try:
    cell.r_open("long name")
except OSError as error:
    assert str(error) == "refused"
ruined = rexec.RExec()
ruined.r_exec("import builtins\nfor name in list(dir(builtins)):\n    try:\n        delattr(builtins, name)\n    except:\n        pass")
assert ruined.r_eval("1 + 1") == 2 and cell.r_eval("1 + 1") == 2
# The supervisor's functions look their names up in the supervisor.
other = rexec.RExec()
other.add_module("__main__").helper = lambda value: (isinstance(value, str), len(value))
other.r_exec("import builtins\nbuiltins.isinstance = lambda *args: 'fooled'\nbuiltins.len = lambda *args: -1")
assert other.r_eval("helper('abc')") == (True, 3)
print("ok")
