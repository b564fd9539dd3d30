# What a supervisor took away, replaced or opens itself, the cells of its cell do not have either; and budgets are carved.
# wall: 60s
# expect: stdout contains passed on 42 replaced
import tempfile

import rexec
from Bastion import Bastion

folder = tempfile.mkdtemp()
with open(folder + "/secret.py", "w") as f:
    f.write("x = 1\n")

WIDE = '''
import rexec

class Wide(rexec.RExec):
    nok_builtin_names = ()
    ok_posix_names = ("getpid", "listdir", "open", "stat")
    ok_sys_names = ("version", "_getframe", "byteorder", "meta_path")
    ok_builtin_modules = rexec.RExec.ok_builtin_modules + ("gc", "_padcell", "_thread", "socket")

class Open(Wide):
    def _policy(self, mounts, hosts):
        policy = rexec.RExec._policy(self, mounts, hosts)
        policy["restricted"] = False
        return policy

def refused(cell, code):
    try:
        cell.r_exec(f"result = {code}")
    except (NameError, AttributeError, ImportError, OSError, RuntimeError) as error:
        return type(error).__name__
    return "had"
'''


class Narrow(rexec.RExec):
    nok_builtin_names = (*rexec.RExec.nok_builtin_names, "id", "compile")
    ok_posix_names = ("getpid",)
    ok_sys_names = ("version", "exit")
    ok_builtin_modules = ("math", "_weakref", "itertools", "_abc", "_collections")


LACKING = (
    "id", "compile", "breakpoint", "__import__('posix').listdir", "__import__('os').listdir", "__import__('os').walk",
    "__import__('sys')._getframe", "__import__('sys').byteorder", "__import__('time')", "__import__('gc')",
    "__import__('_padcell')", "__import__('socket')", "(lambda: 0).__globals__",
)
cell = Narrow()
cell.r_exec(WIDE)
for kind in ("Wide", "Open"):
    cell.r_exec(f"it = {kind}()")
    for code in LACKING:
        assert cell.r_eval(f"refused(it, {code!r})") != "had", code
    assert cell.r_eval("refused(it, \"__import__('math').pi\")") == "had"
    assert cell.r_eval("refused(it, \"__import__('sys').version\")") == "had"
    assert cell.r_eval("refused(it, \"__import__('posix').getpid()\")") == "had"
    assert cell.r_eval("refused(it, \"__import__('os').getpid()\")") == "had"
# What makes cells' modules does not make more of them than the maker could import.
for name in ("gc", "_padcell", "_thread", "time", "socket", "subprocess"):
    for call in (f"copy({name!r}, None, ())", f"import_library({name!r})"):
        try:
            cell.r_exec(f"it._cell.{call}")
        except ImportError:
            pass
        else:
            raise AssertionError(call)
# A second time is no other way.
cell.r_exec("import builtins, sys\nit.copy_except(builtins, ())\nit.copy_only(sys, ('_getframe', 'version'))")
for code in ("id", "__import__('sys')._getframe"):
    assert cell.r_eval(f"refused(it, {code!r})") != "had", code


# Names of the standard modules that the supervisor took away or replaced, before the inner cell was made.
cell = rexec.RExec()
del cell.add_module("builtins").sorted
cell.add_module("builtins").hash = lambda it: "replaced"
cell.add_module("posix").getpid = lambda: 42
del cell.r_import("math").sin
cell.modules["json"] = Bastion(object(), name="json of the supervisor")
cell.add_module("textwrap")
cell.r_exec(WIDE)
cell.r_exec("it = rexec.RExec()")
for code in ("sorted", "__import__('math').sin", "__import__('json')", "__import__('textwrap')"):
    assert cell.r_eval(f"refused(it, {code!r})") != "had", code
cell.r_exec("it.r_exec('import rexec; innermost = rexec.RExec()')")
print("passed on", cell.r_eval("it.r_eval('innermost.r_eval(\"__import__(\\'posix\\').getpid()\")')"), end=" ")
print(cell.r_eval("it.r_eval('innermost.r_eval(\"hash(1)\")')"))
for code in ("sorted", "__import__('math').sin", "__import__('json')"):
    source = f"try:\n    innermost.r_eval({code!r})\nexcept (NameError, AttributeError, ImportError):\n    pass\nelse:\n    raise AssertionError"
    cell.r_exec(f"it.r_exec({source!r})")
# A module that is replaced later is gone for inner cells that are there.
cell.modules["bisect"] = Bastion(object())
assert cell.r_eval("refused(it, '__import__(\"bisect\")')") == "ModuleNotFoundError"
# The inner cell's supervisor can pass on what it has.
cell.r_exec("import json\nit.modules['json'] = json")
assert cell.r_eval("it.r_eval('repr(__import__(\"json\"))')") == "<Bastion for json of the supervisor>"


# Where a supervisor opens the files, no mount and no part of the library is another way to them.
class Refusing(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1):
        raise OSError("refused here")


cell = Refusing(mounts=[(folder, "/d", "rw")])
cell.r_exec(WIDE)
cell.r_exec('''
import sys, tokenize, linecache, os
sys.path.append("/d")
ways = [
    lambda: open("/d/secret.py"),
    lambda: tokenize.open("/d/secret.py"),
    lambda: rexec.rooted_open("/d")("secret.py"),
    lambda: rexec.RExec().r_eval("open('/d/secret.py')"),
    lambda: rexec.RExec(mounts=[("/d", "/d", "rw")]).r_eval("open('/d/secret.py')"),
    lambda: rexec.RExec().r_execfile("/d/secret.py"),
    lambda: __import__("secret"),
]
for number, way in enumerate(ways):
    try:
        way()
    except (OSError, ImportError):
        pass
    else:
        raise AssertionError(number)
assert linecache.getlines("/d/secret.py") == []
assert os.listdir("/d") == ["secret.py"]
''')

# Which cell a loop ends is decided by which has the least fuel left, however much the innermost asks for.
LOOP = '''
import rexec
def nest(limits):
    cell = rexec.RExec(budget={'fuel': limits[0], 'time': None})
    if len(limits) == 1:
        source = "while True: pass"
    else:
        cell.r_exec(LOOP)
        cell.add_module("__main__").LOOP = LOOP
        source = f"nest({limits[1:]!r})"
    try:
        cell.r_exec(source)
    except rexec.CellStopped as stop:
        return stop.kind, len(limits)
    except Exception as error:
        return error.args
    return cell.r_eval(source)
'''
exec(LOOP)
BIG = 10**15
for limits in ((400_000, BIG, BIG), (BIG, 500_000, BIG, BIG), (BIG, BIG, 400_000), (2_000_000, 600_000, BIG)):
    cell = rexec.RExec(budget={"fuel": None, "time": None})
    cell.r_exec(LOOP)
    cell.add_module("__main__").LOOP = LOOP
    kind, depth = cell.r_eval(f"nest({limits!r})")
    assert kind == "fuel" and len(limits) - depth == limits.index(min(limits)), (limits, kind, depth)
    # What is left may be less than one slice of what a cell takes.
    assert cell.alive and cell.spent["fuel"] > 0.5 * min(limits)
# Time: the outer cell's runs on while the inner one works.
cell = rexec.RExec(budget={"time": 0.3})
try:
    cell.r_exec("""
import rexec
while True:
    try:
        rexec.RExec(budget={'time': 1000}).r_exec('while True: pass')
    except Exception:
        pass
""")
except rexec.CellStopped as stop:
    assert stop.kind == "time"
else:
    raise AssertionError
print("ok")
