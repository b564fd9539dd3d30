# Cells are copied from a template once a supervisor has made two: the first and a copy are no different, and share nothing.
# wall: 30s
import rexec

PROGRAM = """
def describe():
    import builtins
    seen = [dir(builtins)]
    classes = [it for it in (getattr(builtins, it) for it in seen[0]) if isinstance(it, type)]
    seen.append([f"{it!r} {it.__doc__!r} {dir(it)!r}" for it in classes])
    seen.append([hash(it) for it in ("", "a", "__init__", "a longer string than others")])
    seen.append([id(it) for it in (object, print, ValueError, "__init__")])
    try:
        [][1]
    except IndexError as error:
        seen.append(repr(error))
    class Own(ExceptionGroup, ValueError):
        def __eq__(self, other):
            return True
    seen.append(str(issubclass(Own, Exception)) + str(Own("a", [ValueError()]) == 1))
    seen.append(" ".join(map(str, range(500))))
    return repr(seen)
text = describe()
"""

cells = [rexec.RExec() for _ in range(6)]
assert len({repr(it.spent) for it in cells}) == 1, [it.spent for it in cells]

# What one does to what it has, the others do not see.
cells[0].r_exec("import builtins; builtins.len = builtins.added = 1; del builtins.print")
cells[3].r_exec("import builtins; builtins.abs = builtins.added = 2; del builtins.repr")
for it in cells[1:3] + cells[4:]:
    assert it.r_eval("len('ab'), abs(-2), repr(1)") == (2, 2, "1")
    assert it.r_eval("print.__name__") == "print"
    try:
        it.r_eval("added")
    except NameError:
        pass
    else:
        raise AssertionError("a name of another cell")
assert cells[0].r_eval("added, len, abs(-1)") == (1, 1, 1)
assert cells[3].r_eval("added, abs, len('')") == (2, 2, 0)

cells = [rexec.RExec() for _ in range(2)]
del cells
cells = [rexec.RExec() for _ in range(6)]
for it in cells:
    it.r_exec(PROGRAM)
assert len({it.r_eval("text") for it in cells}) == 1
assert len({repr(it.spent) for it in cells}) == 1, [it.spent for it in cells]

# A limit that is too small for the builtins is refused, copied or not.
for _ in range(3):
    try:
        rexec.RExec(budget={"memory": 10_000})
    except MemoryError:
        pass
    else:
        raise AssertionError("no room for the builtins")

# What a copy leaves off is its cell's own: limits and what was permitted.
small = rexec.RExec(budget={"memory": 1 << 20, "depth": 50})
try:
    small.r_exec("x = [0] * (1 << 20)")
except MemoryError:
    pass
else:
    raise AssertionError("beyond its limit")
print("ok")
