"""Cells in cells: an inner one gets what its outer one has, or less, and never more.

    padcell supervise examples/nested.py
"""

import io

import rexec

NOTES = {"public.txt": "anybody may read this", "team.txt": "for the outer cell"}

OUTER = '''
import rexec

print("outer reads", repr(open("team.txt").read()))

class Guest(rexec.RExec):
    """A policy of the outer cell's own: less than it has itself."""

    nok_builtin_names = rexec.RExec.nok_builtin_names + ("eval", "exec")

    def r_open(self, file, mode="r", buf=-1):
        if file != "public.txt":
            raise OSError("guests read public.txt")
        return open(file, mode, buf)

guest = Guest(budget={"fuel": 1_000_000})
guest.r_exec(INNER)

greedy = rexec.RExec()
for attempt in ("open('/etc/passwd')", "open('team.txt', 'w')", "__import__('subprocess')"):
    try:
        greedy.r_eval(attempt)
    except (OSError, ImportError) as error:
        print("greedy:", attempt, "->", error)

try:
    guest.r_exec("while True: pass")
except rexec.CellStopped as stop:
    print("guest stopped:", stop.kind)
'''

INNER = '''
print("guest reads", repr(open("public.txt").read()))
try:
    open("team.txt")
except OSError as error:
    print("guest:", error)
try:
    eval("1 + 1")
except NameError as error:
    print("guest:", error)

import rexec
innermost = rexec.RExec()
print("innermost reads", repr(innermost.r_eval("open('public.txt').read()")))
try:
    innermost.r_eval("open('team.txt')")
except OSError as error:
    print("innermost:", error)
'''


class Library(rexec.RExec):
    """A cell that reads notes, which are no files at all."""

    def r_open(self, file, mode="r", buf=-1):
        if mode != "r":
            raise OSError("notes are not written here")
        if file not in NOTES:
            raise FileNotFoundError(2, "No such note", file)
        return io.StringIO(NOTES[file])


if __name__ == "__main__":
    outer = Library(budget={"fuel": 20_000_000, "time": 20})
    outer.add_module("__main__").INNER = INNER
    outer.r_exec(OUTER)
    print("the guest's fuel is the outer cell's:", outer.spent["fuel"] > 900_000)
