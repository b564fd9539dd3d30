# H37: a bastion that two cells hold carries nothing from one to the other.
import Bastion
import rexec


class Service:
    def method(self, value=None):
        return "original"


shared = Bastion.Bastion(Service())
one, two = rexec.RExec(), rexec.RExec()
for cell in (one, two):
    cell.add_module("__main__").b = shared
one.r_exec('''
for attack in (
    "b.method = lambda *args: 'evil'", "b.secret = 1", "b.__class__ = int", "del b.method",
    "b.method.__func__ = len", "b.method.x = 1", "type(b).method = 1", "type(b).__getattr__ = lambda *args: 'evil'",
    "setattr(b, '_name_', 'x')", "object.__setattr__(b, 'y', 1)",
):
    try:
        exec(attack)
    except (AttributeError, TypeError, RuntimeError):
        pass
assert b.method() == 'original'
''')
two.r_exec('''
assert b.method() == 'original' and not hasattr(b, 'secret') and not hasattr(b, 'x') and not hasattr(b, 'y')
assert b.method(print) == 'original'
''')
assert shared.method() == "original" and not hasattr(shared, "secret")
# An object of one cell that is handed to the other stays a bastion of its own cell.
one.r_exec("class Own:\n    def method(self):\n        return 'one'\n    secret = 'of one'\nown = Own()")
two.add_module("__main__").foreign = one.add_module("__main__").own
two.r_exec('''
for name in ('__dict__', '__class__.__subclasses__'):
    try:
        eval('foreign.' + name)
    except (AttributeError, TypeError, RuntimeError):
        pass
''')
print("ok")
