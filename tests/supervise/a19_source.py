# What r_exec and r_eval take as source, and what they say of the rest: as exec() and eval() do.
import rexec

cell = rexec.RExec()
assert cell.r_eval(" \t1 + 1") == 2
assert cell.r_eval(b"'\xc3\xa4'") == "\xe4"
assert cell.r_eval(bytearray(b"3")) == 3
cell.r_exec(b"# coding: latin-1\nx = '\xe4'\n")
assert cell.r_eval("x") == "\xe4"
for source, kind, text in (
    ("x = '\ud800'", ValueError, "source code string cannot contain surrogates"),
    ("x = 1\0", SyntaxError, "source code string cannot contain null bytes"),
    (5, TypeError, "exec() arg 1 must be a string, bytes or code object"),
    ("x =", SyntaxError, "invalid syntax (<string>, line 1)"),
):
    try:
        cell.r_exec(source)
    except kind as error:
        assert str(error) == text, error
    else:
        raise AssertionError(source)
try:
    cell.r_eval(None)
except TypeError as error:
    assert str(error) == "eval() arg 1 must be a string, bytes or code object", error
# Source that does not fit into the cell's memory.
small = rexec.RExec(budget={"memory": 1 << 20})
try:
    small.r_exec("x = 1\n" * 200_000)
except (MemoryError, rexec.CellStopped):
    pass
else:
    raise AssertionError
print("ok")
