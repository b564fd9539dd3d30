# Slices cross by value, so that what is indexed on the other side can be sliced.
import datetime
import rexec
from Bastion import Bastion

cell = rexec.RExec()
main = cell.add_module("__main__")
main.items = Bastion(list(range(10)), specials=("__getitem__", "__setitem__", "__len__"))
assert cell.r_eval("items[2:5]") == [2, 3, 4] and cell.r_eval("items[::-3]") == [9, 6, 3, 0] and cell.r_eval("items[:]") == list(range(10))
cell.r_exec("items[0:2] = ['a', 'b', 'c']")
assert cell.r_eval("items[:4]") == ["a", "b", "c", 2]
main.cut = slice(datetime.date(2000, 1, 1), (1, slice(None)), None)
assert cell.r_eval("cut") == main.cut == slice(datetime.date(2000, 1, 1), (1, slice(None)), None)
assert cell.r_eval("(type(cut), cut.start.year, cut.stop[1] == slice(None))") == (slice, 2000, True)
cell.r_exec("""
class Index:
    def __index__(self): raise ValueError('it runs here')
    def __eq__(self, other): return True
odd = slice(Index(), 2)
knot = []
knot.append(slice(knot))
deep = None
for _ in range(200): deep = slice(deep)
class Rows:
    def __getitem__(self, key): return key
""")
for name in ("knot", "deep"):
    try:
        cell.r_eval(name)
    except ValueError as error:
        assert "nested too deeply" in str(error)
    else:
        raise AssertionError(name)
# What a slice holds crosses as anything does.
odd = cell.r_eval("odd")
assert odd.stop == 2 and odd.start is cell.r_eval("odd.start")
try:
    [1, 2, 3][odd]
except (TypeError, ValueError) as error:
    pass
else:
    raise AssertionError
assert cell.r_eval("Rows()")[1:2] == slice(1, 2)
print("ok")
