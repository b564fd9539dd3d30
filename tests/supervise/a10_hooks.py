# hooks serve modules from another place than the disk.
import io
import rexec

SERVER = {
    "mem://host/lib/greeting.py": "import helper\ndef greet(name):\n    return helper.decorate('hello ' + name)\n",
    "mem://host/lib/helper.py": "def decorate(text):\n    return f'<{text}>'\n",
    "mem://host/lib/package/": None,
    "mem://host/lib/package/__init__.py": "from . import inner\nname = __name__\n",
    "mem://host/lib/package/inner.py": "from .deep import value\nwhere = __file__\n",
    "mem://host/lib/package/deep.py": "value = 7\n",
    "mem://host/lib/broken.py": "x = 1\n1 / 0\n",
    "mem://host/lib/escape.py": "import os\nos.system('true')\n",
}


class MemoryHooks(rexec.RHooks):
    def path_join(self, a, b):
        return a.rstrip("/") + "/" + b

    def path_isdir(self, path):
        return path.rstrip("/") + "/" in SERVER

    def openfile(self, name, mode="r", buf=-1):
        if mode not in ("r", "rb"):
            raise IOError("can't write remote files")
        if SERVER.get(name) is None:
            raise IOError(f"no such file: {name}")
        return io.StringIO(SERVER[name])


class RemoteRExec(rexec.RExec):
    ok_path = ("mem://host/lib",)


hooks = MemoryHooks()
cell = RemoteRExec(hooks)
assert hooks.rexec is cell and hooks.modules_dict() is cell.modules
cell.r_exec('''
import greeting
assert greeting.greet('x') == '<hello x>'
assert greeting.__file__ == 'mem://host/lib/greeting.py'
import package.inner
from package import name, deep
assert package.inner.where == 'mem://host/lib/package/inner.py' and deep.value == 7
assert package.__path__ == ['mem://host/lib/package']
import sys
assert sys.modules['package.inner'] is package.inner
for module in ('broken', 'escape'):
    try:
        __import__(module)
    except (ZeroDivisionError, AttributeError):
        pass
    else:
        raise AssertionError(module)
    assert module not in sys.modules
''')
assert cell.r_import("greeting").greet("y") == "<hello y>"
assert cell.r_import("package.inner").__name__ == "package"
assert cell.r_import("package.inner", None, None, ("where",)).where == "mem://host/lib/package/inner.py"
# Reloading reads again, and keeps the module.
SERVER["mem://host/lib/helper.py"] = "def decorate(text):\n    return f'[{text}]'\n"
cell.r_exec('''
import helper
before = helper
assert reload(helper) is before
assert greeting.greet('x') == '[hello x]'
''')
assert cell.r_reload(cell.modules["greeting"]) is cell.modules["greeting"]
del SERVER["mem://host/lib/helper.py"]
assert cell.r_reload(cell.modules["helper"]) is None

# The search path is the supervisor's list: the cell's own entries lead nowhere.
SERVER["mem://evil/bad.py"] = "raise SystemExit"
SERVER["mem://more/good.py"] = "value = 1"
cell.r_exec('''
import sys
sys.path.insert(0, 'mem://evil')
try:
    import bad
except ImportError as error:
    assert str(error) == "No module named 'bad'"
else:
    raise AssertionError
''')
cell.modules["sys"].path.append("mem://more")
assert cell.r_eval("__import__('good').value") == 1
for method in ("load_source", "load_compiled", "load_package", "init_frozen"):
    try:
        getattr(hooks, method)("x", "y")
    except SystemError as error:
        assert str(error) == "don't use this"
    except TypeError:
        assert method == "init_frozen"
try:
    rexec.RHooks(1, 2, 3)
except TypeError as error:
    assert str(error) == "too many arguments"
assert rexec.RHooks(cell, 1).rexec is cell and rexec.RHooks(1).verbose == 1
assert rexec.RModuleLoader is rexec.FancyModuleLoader and rexec.RModuleImporter is rexec.ModuleImporter
print("ok")
