# overriding r_import, r_open, r_reload and r_unload changes what the cell's code can do.
import io
import rexec

seen = []


class Policy(rexec.RExec):
    def r_import(self, mname, globals={}, locals={}, fromlist=[]):
        seen.append(("import", mname))
        if mname == "json":
            raise ImportError("no json today")
        return rexec.RExec.r_import(self, mname, globals, locals, fromlist)

    def r_open(self, file, mode="r", buf=-1):
        seen.append(("open", file, mode))
        return io.StringIO(f"contents of {file}")

    def r_reload(self, m):
        seen.append(("reload", m.__name__))
        return rexec.RExec.r_reload(self, m)

    def r_unload(self, m):
        seen.append(("unload", m.__name__))
        return rexec.RExec.r_unload(self, m)


cell = Policy()
cell.r_exec('''
import math
from math import pi
import xml.dom
try:
    import json
except ImportError as error:
    assert str(error) == "no json today"
else:
    raise AssertionError
with open("anything") as file:
    assert file.read() == "contents of anything"
assert open("other", "w").read() == "contents of other"
assert reload(math) is math
for wrong in (1, "math", len):
    try:
        reload(wrong)
    except TypeError:
        pass
    else:
        raise AssertionError(wrong)
''')
assert seen == [
    ("import", "math"), ("import", "math"), ("import", "xml.dom"), ("import", "json"), ("open", "anything", "r"),
    ("open", "other", "w"), ("reload", "math"),
], seen
cell.s_unload(cell.modules["math"])
assert seen[-1] == ("unload", "math") and "math" not in cell.modules
try:
    cell.r_unload(type("M", (), {"__name__": "no_such"})())
except KeyError as error:
    assert error.args == ("no_such",)


class Asked(rexec.RExec):
    def r_exc_info(self):
        return ("asked", None, None)


assert Asked().r_eval("__import__('sys').exc_info()") == ("asked", None, None)


# Building the environment can be overridden too, and is done in a known order.
order = []


class Made(rexec.RExec):
    def set_trusted_path(self):
        order.append("trusted_path")
        rexec.RExec.set_trusted_path(self)

    def make_builtin(self):
        order.append("builtin")
        rexec.RExec.make_builtin(self)

    def make_initial_modules(self):
        order.append("initial")
        rexec.RExec.make_initial_modules(self)
        extra = self.add_module("extra")
        extra.value = 5
        import colorsys
        self.copy_only(colorsys, ("rgb_to_hsv",))

    def make_main(self):
        order.append("main")
        rexec.RExec.make_main(self)

    def make_osname(self):
        order.append("osname")
        rexec.RExec.make_osname(self)

    def make_sys(self):
        order.append("sys")
        rexec.RExec.make_sys(self)


made = Made()
assert order == ["trusted_path", "builtin", "initial", "main", "osname", "sys"], order
made.r_exec('''
import extra, colorsys, sys
assert extra.value == 5
assert hasattr(colorsys, 'rgb_to_hsv') and not hasattr(colorsys, 'hsv_to_rgb')
assert 'extra' in sys.builtin_module_names and 'math' in sys.builtin_module_names
assert list(sys.builtin_module_names) == sorted(sys.builtin_module_names)
''')

# A subclass of old puts its functions into the builtins by hand.
class ByHand(rexec.RExec):
    def make_builtin(self):
        m = self.copy_except(__import__("builtins"), self.nok_builtin_names)
        m.__import__ = self.my_import
        m.open = m.file = self.my_open
        m.answer = lambda: 42

    def my_import(self, mname, globals={}, locals={}, fromlist=[]):
        if mname == "json":
            raise ImportError("not json")
        return self.r_import(mname, globals, locals, fromlist)

    def my_open(self, file, mode="r", buf=-1):
        return io.StringIO(f"{file} {mode} {type(file).__name__}")


by_hand = ByHand()
by_hand.r_exec('''
import math, xml.dom
try:
    import json
except ImportError as error:
    assert str(error) == "not json"
else:
    raise AssertionError
assert math.pi > 3 and answer() == 42 and open.__name__ == "open"
class Name(str):
    pass
assert open(Name("n"), "w").read() == "n w str" and file("f").read() == "f r str"
for wrong in (3, True):
    try:
        open(wrong)
    except OSError:
        pass
    else:
        raise AssertionError
try:
    reload(math)
except NameError:
    pass
''')
print("ok")
