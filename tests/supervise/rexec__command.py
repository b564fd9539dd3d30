# rexec.test(), the command: options, scripts, exit status; code that shows what it evaluates.
# expect: stdout contains ['s.py', '7'] __main__
# expect: stdout contains in the cell 2
# expect: stderr contains File "f.py", line 2, in f
# expect: stderr contains ValueError: of the cell
import io
import os
import sys
import tempfile

import rexec

folder = tempfile.mkdtemp()
os.chdir(folder)


def write(name, text):
    with open(name, "w") as f:
        f.write(text)


def command(*args):
    """The status, and what was printed."""
    saved, sys.argv, sys.stdout = (sys.argv, sys.stdout), ["/usr/lib/rexec.py", *args], io.StringIO()
    try:
        status = rexec.test()
        return status, sys.stdout.getvalue()
    finally:
        sys.argv, sys.stdout = saved


write("s.py", "import sys\nprint(sys.argv, __name__)\nsys.exit(int(sys.argv[1]))\n")
status, text = command("s.py", "7")
assert status == 7, (status, text)
print(text)
write("t.py", "try:\n    import gc\n    print('imported')\nexcept ImportError as error:\n    print(error)\n")
assert command("t.py") == (0, "No module named 'gc'\n")
assert command("-t", "gc", "-v", "t.py") == (0, "imported\n")
assert command("none.py") == (1, "rexec.py: can't open file 'none.py'\n")
assert command("-x")[0] == 2
write("m.py", "import beside\nprint(beside.x)\n")
write("beside.py", "x = 'from beside the script'\n")
assert command("m.py") == (0, "from beside the script\n")
write("f.py", "def f():\n    raise ValueError('of the cell')\nf()\n")
assert command("f.py")[0] == 1

# What is typed is shown, whether the cell has streams of its own or not, and is the cell's _.
cell = rexec.RExec()
print("in the cell", end=" ")
cell.r_exec(compile("1 + 1", "<stdin>", "single"))
assert cell.r_eval("_") == 2
out = io.StringIO()
sys.stdout, stdout = out, sys.stdout
try:
    cell.s_exec(compile("1 + 2", "<stdin>", "single"))
finally:
    sys.stdout = stdout
assert out.getvalue() == "3\n" and cell.r_eval("_") == 3
cell.r_exec("import sys\nsys.displayhook = lambda it: print('hook of the cell:', it)")
cell.r_exec(compile("1 + 3", "<stdin>", "single"))
assert out.getvalue() == "3\nhook of the cell: 4\n"

# The stand-in for a module has that module's documentation.
assert cell.r_import("textwrap").__doc__ == "Text wrapping and filling.\n"
assert cell.add_module("new").__doc__ is None
print("ok")
