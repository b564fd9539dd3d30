# A cell in a cell is stopped, and the cell between does not catch it: its supervisor learns what it was, and where.
import rexec

outer = rexec.RExec()
outer.r_exec("""
import rexec
def run(source, **budget):
    inner = rexec.RExec(budget=budget)
    inner.r_exec(source)
""")
main = outer.add_module("__main__")
ends = [("fuel", "while True: pass", {"fuel": 100_000}), ("memory", "x = []\nwhile True: x.append([0] * 1000)", {"memory": 8 << 20}),
        ("output", "while True: print('x' * 9)", {"output": 1000}), ("time", "while True: pass", {"time": 0.2})]
for kind, source, budget in ends:
    try:
        main.run(source, **budget)
    except rexec.CellStopped as error:
        assert type(error) is rexec.CellStopped and error.kind == kind and error.inside is True, (kind, error.kind)
        assert str(error).startswith(f"{kind} limit of "), error
        assert "in run" in error.cell_traceback
    else:
        raise AssertionError(kind)
    # It was not this cell.
    assert outer.r_eval("1 + 1") == 2

# From three levels further in; as one of several; raised again under another name; and with what is not so.
deep = "import rexec\nrexec.RExec(budget={'fuel': 50_000}).r_exec('while True: pass')"
for _ in range(3):
    deep = f"import rexec\nrexec.RExec().r_exec({deep!r})"
forged = """
error = rexec.CellStopped('so they say')
error.kind = {}
error.inside = False
error.extra = object()
raise error
"""
lies = ["'fuel'", "'nonsense'", "5", "type('Str', (str,), {'__eq__': lambda *a: 1 / 0, '__str__': lambda *a: 1 / 0})('time')", "'memory' * 10"]
for source, kind in [(deep, "fuel"), ("class Mine(rexec.CellStopped): pass\nraise Mine('x')", "abort"),
                     *zip(map(forged.format, lies), ["fuel", "abort", "abort", "time", "abort"])]:
    try:
        outer.r_exec(source)
    except rexec.CellStopped as error:
        assert type(error) is rexec.CellStopped and error.kind == kind and error.inside is True, (source, error.kind)
        assert not hasattr(error, "extra")
    else:
        raise AssertionError(source)
try:
    outer.r_exec("try: run('while True: pass', fuel=1000)\nexcept Exception as error: raise ExceptionGroup('both', [error, ValueError(1)])")
except* rexec.CellStopped as group:
    assert group.exceptions[0].kind == "fuel" and group.exceptions[0].inside
except* ValueError:
    pass


# A supervisor's function that lets one out tells the cell that called it; one without rexec has no name for it.
def other():
    rexec.RExec(budget={"fuel": 1000}).r_exec("while True: pass")


main.other = other
assert outer.r_eval("rexec.CellStopped") is not rexec.CellStopped
outer.r_exec("try: other()\nexcept rexec.CellStopped as error: found = error.kind, error.inside")
assert outer.r_eval("found") == ("fuel", True)
plain = rexec.RExec()
plain.add_module("__main__").other = other
plain.r_exec("try: other()\nexcept Exception as error: found = type(error).__name__, str(error)[:4]")
assert plain.r_eval("found") == ("Exception", "fuel")

# One's own cell says so.
try:
    rexec.RExec(budget={"fuel": 1000}).r_exec("while True: pass")
except rexec.CellStopped as error:
    assert error.kind == "fuel" and error.inside is False
try:
    outer.stop()
    outer.r_eval("1")
except rexec.CellStopped as error:
    assert error.inside is False
except RuntimeError as error:
    assert str(error) == "the cell has ended"
print()
print("ok")
