# Bastion, as its reference has it, and what it can do since.
import Bastion
import rexec


class Original:
    data = 1

    def __init__(self):
        self.total = 0
        self.stored = lambda: "a function, not a method"
        self.kept = None

    def add(self, n):
        self.total += n
        return self.total

    def _hidden(self):
        return "hidden"

    def other(self):
        return Original()

    def everything(self):
        return [Original(), {"key": Original()}, 1, "text"]

    def keep(self, value):
        self.kept = value
        return value

    @staticmethod
    def static():
        return "static"

    def __len__(self):
        return self.total

    def __iter__(self):
        return iter(range(self.total))

    def __call__(self, value, times=1):
        return value * times

    def __getitem__(self, key):
        return key * 2

    def __setitem__(self, key, value):
        self.kept = (key, value)

    def __delitem__(self, key):
        self.kept = ("deleted", key)

    def __contains__(self, item):
        return item == self.total

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.kept = ("exit", kind)
        return True


original = Original()
bastion = Bastion.Bastion(original)
assert repr(bastion) == f"<Bastion for {original!r}>"
bastion = Bastion.Bastion(original, name="it")
assert repr(bastion) == "<Bastion for it>"
assert bastion.add(2) == 2 and original.total == 2
assert bastion.add is bastion.add
for name in ("data", "total", "stored", "static", "_hidden", "nothing", "__dict__", "_get_", "_name_"):
    try:
        getattr(bastion, name)
    except AttributeError as error:
        assert error.args == (name,) and error.obj is None, (name, error.args)
    else:
        raise AssertionError(name)
try:
    Bastion.Bastion([1, 2]).append
except AttributeError as error:
    assert error.args == ("append",)
else:
    raise AssertionError
everything = Bastion.Bastion(original, filter=lambda name: True)
assert everything._hidden() == "hidden"
nothing = Bastion.Bastion(original, filter=lambda name: False, name="nothing")
try:
    nothing.add
except AttributeError:
    pass
else:
    raise AssertionError
try:
    bastion.total = 5
except AttributeError:
    pass
else:
    raise AssertionError
for use in (len, iter, lambda it: it(1), lambda it: it[0], lambda it: 1 in it):
    try:
        use(bastion)
    except TypeError:
        pass
    else:
        raise AssertionError(use)
assert bastion and type(bastion) is Bastion.BastionClass is bastion.__class__

# Its own class, and its own way to get attributes.
given = []


class Mine(Bastion.BastionClass):
    def __init__(self, get, name):
        given.append((get("add")(0), name))

    def __repr__(self):
        return "<mine>"


mine = Bastion.Bastion(original, name="mine", bastionclass=Mine)
assert given == [(2, "mine")] and repr(mine) == "<mine>" and mine.add(0) == 2
assert Bastion.BastionClass(lambda name: name * 2, "doubled").ab == "abab"
try:
    Bastion.Bastion(original, bastionclass=dict)
except TypeError:
    pass
else:
    raise AssertionError

# Special methods, by name.
SPECIALS = ("__len__", "__iter__", "__call__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__enter__",
            "__exit__")
special = Bastion.Bastion(original, name="special", specials=SPECIALS)
wrapping = Bastion.Bastion(original, name="wrapping", specials=SPECIALS, wrap_results=True, copy_args=True)
kept = [1, [2]]
wrapping.keep(kept)
kept.append(3)
assert original.kept == [1, [2]]

cell = rexec.RExec()
main = cell.add_module("__main__")
main.special, main.wrapping, main.plain = special, wrapping, bastion
code = '''
for it in (special, wrapping):
    assert len(it) == 2 and list(it) == [0, 1] and it(2, times=3) == 6 and it[4] == 8 and 2 in it and 3 not in it
    it['key'] = 'value'
    del it['other']
    with it as entered:
        assert entered.add(0) == 2
        raise ValueError
    try:
        it._hidden
    except AttributeError as error:
        assert error.args == ('_hidden',)
    else:
        raise AssertionError
a, b, c, d = wrapping.everything()
assert repr(a) == '<Bastion for Original>' and a.add(1) == 1 and b['key'].add(1) == 1 and (c, d) == (1, 'text')
assert wrapping.other().other().add(5) == 5
assert plain and plain.add is plain.add
for use in (len, iter, lambda it: it(1), lambda it: it[0], lambda it: 1 in it):
    try:
        use(plain)
    except TypeError:
        pass
    else:
        raise AssertionError(use)
try:
    plain.new = 1
except AttributeError:
    pass
else:
    raise AssertionError
'''
cell.r_exec(code)
exec(code, {"special": special, "wrapping": wrapping, "plain": bastion})
assert original.kept[0] == "exit"
print("ok")
