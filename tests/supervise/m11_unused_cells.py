# A cell that nobody has used is made when somebody does: until then it holds what it was given, and afterwards it is as any other.
# wall: 30s
import gc

import rexec


class Own(rexec.RExec):
    """A policy whose functions nothing else refers to."""

    ok_sys_names = rexec.RExec.ok_sys_names + ("platform",)
    nok_builtin_names = rexec.RExec.nok_builtin_names + ("len",)

    def r_open(self, file, mode="r", *rest, **options):
        raise OSError("opened " + str(file))

    def r_import(self, name, *rest):
        if name == "mine":
            raise ImportError("asked for mine")
        return rexec.RExec.r_import(self, name, *rest)


def said(cell, code, kind):
    try:
        cell.r_exec(code)
    except kind as error:
        return str(error)
    raise AssertionError(code)


# Never used, stopped, dropped.
cells = [Own() for _ in range(8)]
assert all(it.alive for it in cells)
cells[5].stop()
assert not cells[5].alive
assert "ended" in said(cells[5], "pass", Exception)
del cells[6]
gc.collect()
filler = [list(range(100)) for _ in range(2000)]
gc.collect()

for it in cells[:5] + cells[6:]:
    assert said(it, "open('here')", OSError) == "opened here"
    assert said(it, "import mine", ImportError) == "asked for mine"
    assert "len" in said(it, "len('a')", NameError)
    assert it.r_eval("__import__('sys').path") == list(it.search_path)
    assert it.alive

# The order of what is done to it is kept.
cells = [rexec.RExec() for _ in range(4)]
cells[3]._cell.on_open(None)
cells[3].add_module("extra").value = 5
assert cells[3].r_eval("__import__('extra').value") == 5
assert said(cells[3], "open('/nowhere')", OSError)
cells[2].modules["builtins"].open = lambda *args: "other"
assert cells[2].r_eval("open('x')") == "other"
assert said(cells[1], "open('x', 'w')", OSError) == "can't open files for writing in restricted mode"

# What was spent is the same, used first or asked first, whenever it was made.
cells[0].r_exec("x = 1")
asked = rexec.RExec()
before = asked.spent
asked.r_exec("x = 1")
late = rexec.RExec()
late.r_exec("x = 1")
assert cells[0].spent == asked.spent == late.spent, (cells[0].spent, asked.spent, late.spent)

# A path that cannot be copied later is copied now; many deeds make the cell.
class Paths(rexec.RExec):
    ok_path = tuple("/p" * 40 + str(n) for n in range(100))

for it in [Paths() for _ in range(4)]:
    assert it.r_eval("len(__import__('sys').path)") == 100
many = [rexec.RExec() for _ in range(3)][-1]
for n in range(40):
    many.add_module(f"module{n}")
assert many.r_eval("__import__('module39').__name__") == "module39"

# The room that a cell needs is kept for it: it can be used when its supervisor has little more.
outer = rexec.RExec(budget={"memory": 3 << 20})
outer.r_exec("""
import rexec
cells = [rexec.RExec(budget={"memory": 1 << 20}) for _ in range(6)]
filler = []
try:
    while True:
        filler.append(bytes(250_000))
except MemoryError:
    filler.pop()
outcome = set()
for cell in cells:
    try:
        cell.r_exec("open")
        cell.r_exec("open('/etc/passwd', 'w')")
    except Exception as error:
        outcome.add(type(error).__name__ + ("" if isinstance(error, OSError) else str(error)))
""")
assert outer.r_eval("outcome") == {"OSError"}

# What is taken from a cell, the unused cells in it lose too.
outer = rexec.RExec()
outer.r_exec("import rexec; cells = [rexec.RExec() for _ in range(4)]")
outer.r_exec("import rexec; inner = cells[3]; inner.r_exec('import rexec; cells = [rexec.RExec() for _ in range(4)]')")
del outer.modules["builtins"].print
outer.r_exec("""
said = set()
for cell in cells[:3]:
    try:
        cell.r_exec("print")
    except NameError as error:
        said.add(str(error))
try:
    inner.r_exec("cells[3].r_exec('print')")
except NameError as error:
    said.add(str(error))
""")
assert outer.r_eval("said") == {"name 'print' is not defined"}, outer.r_eval("said")
print("ok")
