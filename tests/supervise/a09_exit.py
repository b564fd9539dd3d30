# SystemExit leaves a cell as itself, and the cell can be used afterwards.
import rexec

cell = rexec.RExec()
for source, code in (("import sys; sys.exit(3)", 3), ("raise SystemExit(3)", 3), ("raise SystemExit('text')", "text"),
                     ("import sys; sys.exit()", None)):
    try:
        cell.r_exec(source)
    except SystemExit as error:
        assert error.code == code, error.code
    else:
        raise AssertionError(source)
    assert cell.r_eval("6 * 7") == 42
for error in (KeyboardInterrupt, GeneratorExit):
    try:
        cell.s_exec(f"raise {error.__name__}('x')")
    except error as raised:
        assert raised.args == ("x",)
    else:
        raise AssertionError(error)
cell.r_exec("class Mine(ValueError):\n    pass")
try:
    cell.r_exec("raise Mine('own')")
except ValueError as raised:
    assert type(raised) is ValueError and raised.args == ("own",)
else:
    raise AssertionError
assert cell.alive
print("ok")
