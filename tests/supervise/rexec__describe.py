# RExec.describe gives the text of an object of a cell, which the cell makes at its own cost.
import rexec

cell = rexec.RExec(budget={"fuel": 60_000, "time": None})
main = cell.add_module("__main__")
cell.r_exec('''
class Named:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return f"Named({self.name!r})"
class Text(str):
    pass
class Lies:
    def __repr__(self):
        return Text("lies")
class Wrong:
    def __repr__(self):
        return 7
class Endless:
    def __repr__(self):
        while True:
            pass
named, lies, wrong, endless = Named('x'), Lies(), Wrong(), Endless()
''')
assert cell.describe(main.named) == "Named('x')"
assert cell.describe([main.named, 1]) == "[Named('x'), 1]"
text = cell.describe(main.lies)
assert text == "lies" and type(text) is str
assert cell.describe("plain") == "'plain'"
assert cell.describe(main).startswith("<module '__main__'")
try:
    cell.describe(main.wrong)
except TypeError:
    pass
else:
    raise AssertionError
before = cell.spent["fuel"]
try:
    cell.describe(main.endless)
except rexec.CellStopped as stop:
    assert stop.kind == "fuel"
else:
    raise AssertionError
assert not cell.alive and cell.spent["fuel"] > before
print("ok")
