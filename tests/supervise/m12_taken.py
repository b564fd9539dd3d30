# What a supervisor takes from its cell, the cells inside that cell lose too, though they exist already.
# wall: 30s
import os
import tempfile
import rexec

MAKE = """
import rexec
class Inner(rexec.RExec): {body}
inner = Inner({mounts})
inner.r_exec('''
import rexec
innermost = rexec.RExec({mounts})
''')
def within(text): return inner.r_eval(text)
def far_within(text): return inner.r_eval(f"innermost.r_eval({{text!r}})")
def fresh(text): return rexec.RExec({mounts}).r_eval(text)
"""
EVERYWHERE = ("within", "far_within", "fresh")
USE = "import sys, os, posix, math, json, builtins"


def make(used, mounts=(), body="pass"):
    inner = "mounts=[('/', '/', 'ro')]" if mounts else ""
    cell = rexec.RExec(mounts=mounts)
    cell.r_exec(MAKE.format(mounts=inner, body=body))
    if used:
        cell.r_exec(f"{USE}\ninner.r_exec({USE!r})\ninner.r_exec({f'innermost.r_exec({USE!r})'!r})")
    return cell


def outcome(cell, where, text):
    try:
        return cell.r_eval(f"{where}({text!r})")
    except (Exception, rexec.CellStopped) as error:
        return f"{type(error).__name__}: {error}"


names = [("sys", "platform"), ("posix", "getpid"), ("os", "listdir"), ("builtins", "bin"), ("math", "sin"), ("json", "dumps")]
for used in (True, False):
    for module, name in names:
        text = f"str(__import__({module!r}).{name})"
        cell = make(used)
        for where in EVERYWHERE:
            assert "Error" not in outcome(cell, where, text), (module, name, where)
        cell.r_exec("import " + module)
        delattr(cell.modules[module], name)
        for where in EVERYWHERE:
            assert outcome(cell, where, text).startswith("AttributeError"), (used, module, name, where)
        # Set to something of the supervisor's, it is not the runtime's for those within.
        cell = make(used)
        cell.r_exec("import " + module)
        setattr(cell.modules[module], name, "mine")
        assert cell.r_eval(text) == "mine"
        for where in EVERYWHERE:
            assert outcome(cell, where, text) in ("mine", f"AttributeError: module '{module}' has no attribute '{name}'"), where

# It goes one way: what is taken from a cell inside, and what that one's own supervisor put there, concerns nobody around.
cell = make(True)
cell.r_exec("del inner.modules['math'].sin\ninner.modules['math'].cos = 'the middle one'")
assert cell.r_eval("math.sin(0.0)") == 0.0
assert outcome(cell, "within", "math.sin").startswith("AttributeError") and outcome(cell, "far_within", "math.sin").startswith("AttributeError")
del cell.modules["math"].cos
assert outcome(cell, "within", "math.cos") == "the middle one"
assert outcome(cell, "far_within", "math.cos").startswith("AttributeError")
cell.r_exec("kept = math.tan")
del cell.modules["math"].tan
assert cell.r_eval("kept(0.0)") == 0.0

# open(): the road is through the cells around, at each call.
folder = tempfile.mkdtemp(prefix="padcell-m12-")
with open(folder + "/note", "w") as file:
    file.write("read")
READ, NOTE = "open('/note').read()", f"open({folder + '/note'!r}).read()"


def refuse(*args):
    raise OSError("refused")


def roads(cell, text):
    return [outcome(cell, where, text) for where in EVERYWHERE]


cell = make(True)
assert roads(cell, NOTE) == ["read"] * 3
cell.modules["builtins"].open = refuse
assert roads(cell, NOTE) == ["OSError: refused"] * 3
cell = make(True)
del cell.modules["builtins"].open
assert all(it.startswith("NameError") for it in roads(cell, NOTE))
# A middle cell whose r_open serves something else goes on serving it.
cell = make(True, body="\n    def r_open(self, *args):\n        import io\n        return io.StringIO('from the middle')")
del cell.modules["builtins"].open
assert outcome(cell, "within", NOTE) == "from the middle"
# Mounts of the cells inside are the outer cell's own.
cell = make(True, [(folder, "/", "ro")])
assert roads(cell, READ) == ["read"] * 3
cell.modules["builtins"].open = refuse
assert all("Error" in it for it in roads(cell, READ)), roads(cell, READ)
cell = make(True, [(folder, "/", "ro")])
del cell.modules["builtins"].open
assert all(it.startswith("NameError") for it in roads(cell, READ)), roads(cell, READ)

# Imports: where the outer cell has to ask from now on, those inside ask too.
for how in ("importer", "builtin"):
    cell = make(False)
    asked = []
    if how == "importer":
        class Importer(rexec.RModuleImporter):
            def import_module(self, name, *args, **keywords):
                asked.append(name)
                if name == "json":
                    raise ImportError("not any more")
                return super().import_module(name, *args, **keywords)

        cell.importer = Importer(cell.loader)
    else:
        def replaced(name, *args):
            asked.append(name)
            raise ImportError("not any more")

        cell.modules["builtins"].__import__ = replaced
    for where in EVERYWHERE:
        found = outcome(cell, where, "str(__import__('json'))")
        assert found == "ImportError: not any more", (how, where, found)
    assert "json" in asked

# Attributes of a class of cells are read when one is made.
cell = make(True)
cell.ok_sys_names = cell.ok_builtin_modules = cell.ok_posix_names = ()
assert cell.r_eval("sys.platform") == outcome(cell, "within", "sys.platform") == outcome(cell, "fresh", "__import__('sys').platform")
os.remove(folder + "/note")
os.rmdir(folder)
print("ok")
