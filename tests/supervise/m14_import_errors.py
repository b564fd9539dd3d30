# What an import that fails tells a cell: the name that it asked for, the place in its own modules, no file of its supervisor.
import io
import os
import tempfile
import rexec

FILES = {
    "mem:/app/bad.py": "x = = 1\n",
    "mem:/app/pkg/__init__.py": "here = 1\n",
    "mem:/app/inner_bad.py": "import bad\n",
    "mem:/app/wants.py": "import not_there\n",
}


class Hooks(rexec.RHooks):
    def path_join(self, a, b):
        return a.rstrip("/") + "/" + b

    def path_isdir(self, path):
        return any(it.startswith(path + "/") for it in FILES)

    def openfile(self, name, mode="r", buf=-1):
        if name not in FILES:
            raise FileNotFoundError(2, "No such file", name)
        return io.BytesIO(FILES[name].encode())


class Cell(rexec.RExec):
    ok_path = ("mem:/app",)


cell = Cell(Hooks())
cell.r_exec("""
def failing(statement):
    try:
        exec(statement)
    except Exception as error:
        return error
    raise AssertionError(statement)

error = failing("import absent")
assert type(error) is ModuleNotFoundError and error.name == "absent" and str(error) == "No module named 'absent'"
error = failing("import pkg.absent")
assert error.name == "pkg.absent" and str(error) == "No module named 'pkg.absent'"
error = failing("import socket")
assert error.name == "socket"
error = failing("import wants")
assert error.name == "not_there" or error.name is None
error = failing("from pkg import absent")
assert type(error) is ImportError and str(error) == "cannot import name 'absent' from 'pkg' (mem:/app/pkg/__init__.py)"
for statement in ("import bad", "import inner_bad"):
    error = failing(statement)
    assert type(error) is SyntaxError and error.msg == "invalid syntax"
    assert (error.filename, error.lineno, error.text) == ("mem:/app/bad.py", 1, "x = = 1\\n"), error.filename
    assert error.args[1][0] == "mem:/app/bad.py"
""")
try:
    cell.r_import("bad")
except SyntaxError as error:
    assert error.filename == "mem:/app/bad.py" and error.cell_traceback.splitlines()[0] == '  File "mem:/app/bad.py", line 1'
try:
    cell.r_exec("a b")
except SyntaxError as error:
    assert error.filename == "<string>" and error.lineno == 1

# A SyntaxError of the supervisor's own.
folder = tempfile.mkdtemp(prefix="padcell-m14-")
path = os.path.join(folder, "secret_name.py")
main = cell.add_module("__main__")
main.load = lambda: compile("x = = 2\n", path, "exec")
main.check = lambda text: compile(text, "<checked>", "exec") and None


def wrapped():
    try:
        compile("x = = 2\n", path, "exec")
    except SyntaxError as error:
        raise ExceptionGroup("several", [error])


main.wrapped = wrapped
cell.r_exec("""
error = failing("load()")
assert type(error) is SyntaxError and error.filename is None and error.lineno == 1
assert "secret" not in repr(error) + str(error) + repr(error.args), error.args
error = failing("wrapped()")
assert "secret" not in repr(error) + repr(error.exceptions[0].args)
error = failing("check('y = = 3')")
assert error.filename == "<checked>" and error.text == "y = = 3"
""")
os.rmdir(folder)
print("ok")
