# H20: a supervisor that copies or pickles what it got from a cell calls nothing that the cell names.
import copy
import copyreg
import pickle
import rexec

called = []


def shout(*args):
    called.append(args)
    return "called"


cell = rexec.RExec()
main = cell.add_module("__main__")
main.shout = shout
cell.r_exec('''
ran = []
class E:
    def __reduce_ex__(self, protocol): ran.append('reduce'); return print, ('ESCAPED',)
    def __reduce__(self): ran.append('reduce'); return shout, ('ESCAPED',)
    def __copy__(self): ran.append('copy'); return open('/etc/hostname')
    def __deepcopy__(self, memo): ran.append('deepcopy'); ran.append(memo); return memo
    def __replace__(self, **changes): ran.append('replace'); return shout
    def __getnewargs_ex__(self): ran.append('newargs'); return ('ESCAPED',), {}
    def __getnewargs__(self): ran.append('newargs'); return ('ESCAPED',)
    def __getstate__(self): ran.append('state'); return {'x': shout}
    def __setstate__(self, state): ran.append('setstate')
class Plain:
    def __init__(self): self.secret = 'of the cell'
class Error(Exception):
    def __reduce__(self): ran.append('reduce'); return shout, ('ESCAPED',)
class Number(int):
    def __reduce_ex__(self, protocol): ran.append('reduce'); return shout, ('ESCAPED',)
class Text(str):
    def __deepcopy__(self, memo): ran.append('deepcopy'); return shout('ESCAPED')
class Pile(list):
    def __reduce_ex__(self, protocol): ran.append('reduce'); return shout, ('ESCAPED',)
e, plain, inside, numbers = E(), Plain(), [E(), {'k': (E(),)}], [Number(5), Text('t'), Pile([1])]
import copyreg
copyreg.pickle(complex, lambda it: (shout, ('ESCAPED',)))
copyreg.dispatch_table[int] = copyreg.dispatch_table[E] = lambda it: (shout, ('ESCAPED',))
''')
e, plain, kind, inside, numbers = (cell.r_eval(it) for it in ("e", "plain", "E", "inside", "numbers"))
deeds = {
    "copy": copy.copy, "deepcopy": copy.deepcopy, "deepcopy of list": lambda it: copy.deepcopy([it]),
    "deepcopy of dict": lambda it: copy.deepcopy({"k": (it,)}), "replace": lambda it: copy.replace(it, x=1),
    "reduce": lambda it: it.__reduce__(), "reduce_ex": lambda it: it.__reduce_ex__(4), "state": lambda it: it.__getstate__(),
    "setstate": lambda it: it.__setstate__({}), "newargs": lambda it: it.__getnewargs_ex__(), "memo": lambda it: it.__deepcopy__({}),
    "object": lambda it: object.__reduce_ex__(it, 4),
}
for protocol in range(6):
    deeds[f"pickle {protocol}"] = lambda it, protocol=protocol: pickle.loads(pickle.dumps(it, protocol))
    deeds[f"pickle list {protocol}"] = lambda it, protocol=protocol: pickle.loads(pickle.dumps([it], protocol))
done = {}
for of, it in {"e": e, "plain": plain, "kind": kind, "inside": inside, "method": e.__copy__}.items():
    for name, deed in deeds.items():
        try:
            done[of, name] = deed(it)
        except (TypeError, AttributeError, RuntimeError, pickle.PicklingError):
            pass
for what, found in done.items():
    for part in found if type(found) in (list, tuple) else [found]:
        # What comes out is the bastion itself, or what the cell's method gave: never what a callable of ours gave.
        assert part != "called" and part is not shout, what
        assert not hasattr(part, "read"), what
assert not called, called
# What crosses by value has no protocol left.
assert [type(it) for it in numbers] == [int, str, list]
assert copy.deepcopy(numbers) == [5, "t", [1]] == pickle.loads(pickle.dumps(numbers))
# Tables that the cell has changed are the cell's.
assert int not in copyreg.dispatch_table and copy.copy(1j) == 1j == pickle.loads(pickle.dumps(1j))
try:
    cell.r_exec("raise Error('x')")
except Exception as error:
    ran = cell.r_eval("len(ran)")
    assert repr(copy.copy(error)) == repr(error) == repr(pickle.loads(pickle.dumps(error)))
    assert cell.r_eval("len(ran)") == ran
assert not called, called
# The methods are real: in the cell they are asked.
cell.r_exec('''
import copy
ran.clear()
try:
    copy.copy(e)
except OSError:
    pass
copy.deepcopy(e)
assert 'copy' in ran and 'deepcopy' in ran, ran
''')
print("ok")
