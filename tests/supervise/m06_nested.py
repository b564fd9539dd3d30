# Cells in cells: whatever is asked for, an inner cell has nothing that the outer one lacks, and ends with it.
# expect: stdout contains bottom
# expect: stdout contains RecursionError: cells are nested too deeply
# expect: stdout contains more than 5 cells True escalated []
# expect: stdout contains xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
# expect: stdout contains xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
# expect: stdout contains stopped output limit of 300 bytes reached
# expect: stdout contains stopped fuel
# expect: stdout contains stopped memory
import os
import random
import tempfile

import rexec

DEEP = '''
import rexec
def go(n):
    if n == 0:
        return "bottom"
    cell = rexec.RExec()
    cell.r_exec(DEEP)
    cell.add_module("__main__").DEEP = DEEP
    return cell.r_eval(f"go({n - 1})")
'''


def deep(n):
    cell = rexec.RExec()
    cell.r_exec(DEEP)
    cell.add_module("__main__").DEEP = DEEP
    try:
        return cell.r_eval(f"go({n})")
    except RecursionError as error:
        return f"RecursionError: {error}"


print(deep(32))
print(deep(70))

# What can be done in a cell, found out by trying; and making another cell in it.
PROBE = '''
import rexec

def probe(modules, paths):
    got = set()
    try:
        import posix
        got.update(("environment", str(name)) for name in posix.environ)
    except ImportError:
        pass
    for name in modules:
        try:
            __import__(name)
            got.add(("module", name))
        except Exception:
            pass
    for path in paths:
        try:
            with open(path) as f:
                got.add(("read", f.read()))
        except Exception:
            pass
        try:
            with open(path, "r+") as f:
                got.add(("write", f.read()))
        except Exception:
            pass
    return sorted(got)

cells = []

def grow(source, name, environ, builtin, mounts, budget, overrides):
    body = {"ok_environ_names": environ, "ok_builtin_modules": builtin, "nok_builtin_names": ()}
    if overrides:
        body["r_open"] = lambda self, file, mode="r", buf=-1, **options: open(file, mode)
        body["r_import"] = lambda self, *args: rexec.RExec.r_import(self, *args)
    made = type(name, (rexec.RExec,), body)(mounts=mounts, budget=budget)
    made.r_exec(source)
    made.add_module("__main__").SOURCE = source
    cells.append(made)
    return len(cells) - 1

def inside(path, code):
    """Evaluates code in the cell that the path of numbers leads to."""
    if not path:
        return eval(code)
    return cells[path[0]].r_eval(f"inside({path[1:]!r}, {code!r})")
'''

folder = tempfile.mkdtemp()
for name in ("a", "b", "a/inner"):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
    with open(os.path.join(folder, name, "secret"), "w") as f:
        f.write(f"secret of {name}")

MODULES = ["math", "posix", "_padcell", "socket", "json", "time", "_io", "gc", "itertools", "re"]
HOSTS = [folder, folder + "/a", folder + "/b", folder + "/a/inner"]
PLACES = ["/", "/a", "/b", "/m", "/m/n"]
PATHS = sorted(
    {f"{place}/{rest}".replace("//", "/") for place in PLACES + HOSTS for rest in ("secret", "a/secret", "inner/secret")}
)


def policy(chance, hosts):
    mounts = []
    for place in chance.sample(["/a", "/b", "/m"], chance.randrange(3)):
        mounts.append((chance.choice(hosts), place, chance.choice(["ro", "rw"])))
    return {
        "environ": tuple(chance.sample(["PATH", "HOME", "PWD", "NOWHERE"], chance.randrange(4))),
        "builtin": tuple(chance.sample(MODULES, chance.randrange(len(MODULES)))),
        "mounts": tuple(mounts),
        "budget": {"fuel": chance.choice([None, 10**15, 50_000_000]), "output": chance.choice([None, 1000])},
        "overrides": chance.random() < 0.4,
    }


def root_cell(wanted):
    body = {"ok_environ_names": wanted["environ"], "ok_builtin_modules": wanted["builtin"]}
    if wanted["overrides"]:
        body["r_open"] = lambda self, file, mode="r", buf=-1, **options: open(os.path.join(folder, "a", "secret"), "r")
    cell = type("Root", (rexec.RExec,), body)(mounts=wanted["mounts"], budget=wanted["budget"])
    cell.r_exec(PROBE)
    cell.add_module("__main__").SOURCE = PROBE
    return cell


made, escalated = 0, []
for seed in range(4):
    chance = random.Random(seed)
    root = root_cell(policy(chance, HOSTS))
    tree = {(): set(root.r_eval(f"probe({MODULES!r}, {PATHS!r})"))}
    for _ in range(5):
        parent = chance.choice(list(tree))
        if len(parent) > 3:
            continue
        asked = policy(chance, HOSTS + PLACES)
        try:
            number = root.r_eval(f"inside({parent!r}, {f'grow(SOURCE, chr(67), **{asked!r})'!r})")
        except Exception as error:
            # A mount that the outer cell does not have.
            assert type(error) in (RuntimeError, OSError, ValueError, FileNotFoundError, PermissionError), repr(error)
            continue
        child = (*parent, number)
        got = set(root.r_eval(f"inside({child!r}, {f'probe({MODULES!r}, {PATHS!r})'!r})"))
        made += 1
        if not got <= tree[parent]:
            escalated.append((seed, child, got - tree[parent]))
        tree[child] = got
    root.stop()
    try:
        root.r_eval("1")
    except RuntimeError:
        pass
    else:
        raise AssertionError
print("more than 5 cells", made > 5, "escalated", escalated)

# Output of all inner cells counts in the outer one.
outer = rexec.RExec(budget={"output": 300})
try:
    outer.r_exec("""
import rexec
while True:
    inner = rexec.RExec(budget={"output": 10**9})
    inner.r_exec("print('x' * 50)")
""")
except Exception as error:
    print()
    print("stopped", error)
# So does fuel, however little each takes.
outer = rexec.RExec(budget={"fuel": 1_000_000})
try:
    outer.r_exec("""
import rexec
while True:
    rexec.RExec().r_exec("for i in range(1000): pass")
""")
except rexec.CellStopped as error:
    print("stopped", error.kind)
# And memory.
outer = rexec.RExec(budget={"memory": 8 << 20})
try:
    outer.r_exec("""
import rexec
cells = []
while True:
    cells.append(rexec.RExec(budget={"memory": 1 << 40}))
    cells[-1].r_exec("x = bytes(100000)")
""")
except (rexec.CellStopped, MemoryError):
    print("stopped memory")
print("ok")
