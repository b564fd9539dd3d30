# add_module gives a live stand-in of the cell's module, and its builtins are the cell's.
import functools
import math
import rexec

cell = rexec.RExec()
main = cell.add_module("__main__")
assert cell.add_module("__main__") is main is cell.modules["__main__"]
assert cell.add_module("fresh") is cell.add_module("fresh")
assert cell.add_module("__builtin__") is cell.modules["builtins"] is cell.modules["__builtin__"]
main.value = 5
assert cell.r_eval("value") == 5
cell.r_exec("value = [1, 2]\nother = {'a': (1, 2.5, 'x', b'y', None, True)}")
assert main.value == [1, 2] and main.other == {"a": (1, 2.5, "x", b"y", None, True)}
del main.value
assert not hasattr(main, "value") and cell.r_eval("'value' in globals()") is False
try:
    main.value
except AttributeError as error:
    assert str(error) == "module '__main__' has no attribute 'value'"

space = main.__dict__
space["x"] = 1
space.update(y=2, z=3)
space.update({"w": 4})
assert (space["x"], space.get("y"), space.get("nothing"), "z" in space) == (1, 2, None, True)
assert space.pop("w") == 4 and "w" not in space
assert {"x", "y", "z"} <= set(space) and len(space) == len(list(space.keys()))
assert dict(space.items())["z"] == 3
del space["x"]
try:
    space["x"]
except KeyError as error:
    assert error.args == ("x",)
assert cell.r_eval("y + z") == 5


# Functions, methods and partials of the supervisor are called by the cell; what crosses is copied.
class Service:
    def __init__(self):
        self.calls = []

    def method(self, *args, **kwargs):
        self.calls.append((args, kwargs))
        return len(self.calls)


service = Service()
given = [1]
main.function = lambda x, y=1: x + y
main.method = service.method
main.partial = functools.partial(service.method, "bound")
main.square_root = math.sqrt
main.given = given
cell.r_exec('''
assert function(1) == 2 and function(1, y=5) == 6
assert method(1, key='v') == 1 and partial(2) == 2 and square_root(16) == 4.0
given.append(2)
class Text(str):
    pass
class Number(int):
    def __add__(self, other):
        return 0
method(Text('text'), Number(7), [Text('a')])
''')
assert given == [1]
assert service.calls[:2] == [((1,), {"key": "v"}), (("bound", 2), {})]
text, number, listed = service.calls[2][0]
assert type(text) is str and type(number) is int and number + 1 == 8 and type(listed[0]) is str

# Builtins are pinned again at each entry, whatever the cell does with the names.
cell.r_exec("del __builtins__")
cell.r_exec("assert len('abc') == 3 and __builtins__.open is open")
cell.r_exec("__builtins__ = {'len': lambda it: 99}")
assert cell.r_eval("len('abc')") == 3
fresh = cell.add_module("fresh")
fresh.x = 1
assert cell.r_eval("__import__('fresh').x") == 1
assert repr(fresh) == "<module 'fresh' in a cell>" and fresh.__name__ == "fresh"
print("ok")
