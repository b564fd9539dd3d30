# wall: 60s
# rss: 256MiB
# expect: stderr contains ValueError: from get
# H38: what a cell keeps for the cells in it is charged to it: hosts, mounts, and its own copy of what was taken away.
import rexec


def outcome(code):
    cell = rexec.RExec(budget={"memory": 64 << 20, "time": 15})
    try:
        cell.r_exec(code)
        return "fits"
    except (Exception, rexec.CellStopped) as error:
        return f"{type(error).__name__}: {error}"


LONG = "import rexec\ns = 'x' * 4_000_000\n"
assert outcome(LONG + "rexec.RExec(hosts=[s] * 2000)") == "ValueError: hosts: more than 1000 entries"
assert outcome(LONG + "rexec.RExec(hosts=[s])") == "ValueError: hosts: an entry is longer than 300 bytes"
assert outcome(LONG + "rexec.RExec(mounts=[(s, '/a', 'ro')] * 50)") == "ValueError: mounts: an entry is longer than 4096 bytes"
assert outcome(LONG + "rexec.RExec(mounts=[('/', '/' + s, 'ro')])") == "ValueError: mounts: an entry is longer than 4096 bytes"
assert outcome("import rexec\nrexec.RExec(mounts=[('/', f'/{i}', 'ro') for i in range(101)])") == "ValueError: mounts: more than 100 entries"
assert outcome("import rexec\nrexec.RExec(hosts=[f'host{i}:80' for i in range(1000)])") == "fits"
assert outcome(LONG + "class C(rexec.RExec): ok_environ_names = tuple(s for i in range(20))\nC().r_exec('1')") == "ValueError: environ: an entry is longer than 4096 bytes"

# Each cell has its own copy of the names that were taken, made before or after: used or not.
TAKEN = """
import rexec
I = rexec.RExec()
I.r_exec('import math, rexec\\nfor i in range(%d): setattr(math, "n%%d" %% i, 1)')
%s
"""
MAKE = "I.r_exec('L = [rexec.RExec() for _ in range(300)]')\n"
TAKE = "for i in range(%d): delattr(I.modules['math'], 'n%%d' %% i)\n"
assert outcome(TAKEN % (9000, TAKE % 9000 + MAKE)).startswith(("CellStopped: memory", "MemoryError"))
USE = "I.r_exec('L = [rexec.RExec() for _ in range(100)]\\nfor it in L: it.r_exec(\"1\")')\n"
assert outcome(TAKEN % (9000, USE + TAKE % 9000)).startswith(("CellStopped: memory", "MemoryError"))
assert outcome(TAKEN % (20, TAKE % 20 + MAKE)) == "fits"

# A finalizer that cannot be found neither hides the others nor raises where the program happens to be.
rexec.RExec().r_exec('''
class Broken:
    def __get__(self, *args): raise ValueError("from get")
class A: __del__ = Broken()
class B:
    def __del__(self): seen.append(1)
seen = []
def drop():
    for i in range(3): A(), B()
drop()
try:
    while len(seen) < 3: [[] for _ in range(1000)]
except ValueError:
    seen.append("raised")
assert "raised" not in seen
''')

# A stop of this cell while it makes another is no MemoryError.
stopping = rexec.RExec(budget={"time": 0.3})
caught = []
stopping.add_module("__main__").note = caught.append
try:
    stopping.r_exec('''
import rexec
while True:
    try:
        rexec.RExec().r_exec('while True: pass')
    except MemoryError as error:
        note(str(error))
    except BaseException:
        pass
''')
except rexec.CellStopped:
    assert not stopping.alive
else:
    raise AssertionError("it goes on")
assert caught == [], caught
print("ok")
