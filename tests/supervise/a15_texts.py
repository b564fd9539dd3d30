# the table of texts in a cell of rexec: the same program that runs alone as tests/escape/a15_texts.py.
import os
import sys

import rexec

here = os.path.dirname(os.path.abspath(sys.argv[0]))
cell = rexec.RExec()
cell.r_execfile(os.path.join(here, "..", "escape", "a15_texts.py"))
rows = cell.r_eval("count")
assert rows > 20, rows
try:
    cell.r_exec("f.__globals__")
except AttributeError as error:
    assert str(error) == "restricted attribute", error
    assert isinstance(error, RuntimeError)
else:
    raise AssertionError("globals of a function")
print("ok")
