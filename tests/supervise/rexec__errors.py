# What a supervisor is told of an exception in a cell is a class, copies of the arguments, and text.
import rexec

cell = rexec.RExec()
cell.r_exec('''
def divide(n):
    return 1 / n
class Own(ValueError):
    def __init__(self, *args):
        super().__init__(*args)
        self.secret = object()
class Loud(Exception):
    def __str__(self):
        return "loud" * 10_000
class Broken(Exception):
    def __str__(self):
        raise KeyError("in __str__")
class Endless(Exception):
    def __str__(self):
        while True:
            pass
''')


def raised(source, error):
    try:
        cell.r_exec(source)
    except error as found:
        return found
    raise AssertionError(source)


found = raised("divide(0)", ZeroDivisionError)
text = found.cell_traceback
assert type(text) is str and text.startswith("Traceback (most recent call last):"), text
assert "in divide" in text and text.rstrip().endswith("ZeroDivisionError: division by zero"), text
assert found.__context__ is None and found.__cause__ is None

found = raised("raise Own('text', 1, object())", ValueError)
assert type(found) is ValueError and found.args[:2] == ("text", 1) and type(found.args[2]) is str
assert not hasattr(found, "secret") and "Own: " in found.cell_traceback

found = raised("try:\n    divide(0)\nexcept ZeroDivisionError:\n    raise KeyError('later')", KeyError)
assert found.__context__ is None

assert len(raised("raise Loud", Exception).cell_traceback) < 100_000
assert raised("raise Broken('x')", Exception).args == ("x",)
# The supervisor's own part of a chain does not come back to it through the cell, and no object of it reaches the cell.
cell.add_module("__main__").fail = lambda: [].missing
cell.r_exec('''
try:
    fail()
except AttributeError as error:
    assert error.__traceback__ is None or not hasattr(error.__traceback__, 'tb_frame')
    assert error.obj is None and error.__context__ is None
''')
limited = rexec.RExec(budget={"fuel": 60_000, "time": None})
limited.r_exec("class Endless(Exception):\n    def __str__(self):\n        while True: pass")
try:
    limited.r_exec("raise Endless('x')")
except Exception as found:
    assert found.args == ("x",) or isinstance(found, rexec.CellStopped)
print("ok")
