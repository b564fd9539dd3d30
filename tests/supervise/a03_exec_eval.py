# r_exec and r_eval take text or code objects and share __main__.
import io
import rexec

cell = rexec.RExec()
assert cell.r_eval("1+1") == 2
assert cell.r_exec("x = 3\ny = x + 1") is None
assert cell.r_eval("(x, y)") == (3, 4)
assert cell.r_exec(compile("z = x * 10", "<text>", "exec")) is None
assert cell.r_eval(compile("z + 1", "<text>", "eval")) == 31
assert cell.r_exec(io.StringIO("from_file = 5")) is None
main = cell.add_module("__main__")
assert main.from_file == 5 and main.__name__ == "__main__"
assert cell.r_eval("__name__") == "__main__"
try:
    cell.r_exec("x = = 1")
except SyntaxError as error:
    assert error.lineno == 1
else:
    raise AssertionError
try:
    cell.r_eval("1/0")
except ZeroDivisionError as error:
    assert error.args == ("division by zero",)
    assert error.__traceback__.tb_next is None or "1/0" not in str(error.__context__)
else:
    raise AssertionError
# What a cell defines runs in the cell, whoever calls it.
cell.r_exec("def where():\n    import sys\n    return sys.argv")
assert main.where() == ["RESTRICTED"]
print("ok")
