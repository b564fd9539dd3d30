# H19, H20, H21: what a supervisor does to an object of a cell does not run the cell's special methods with its authority, and
# what they claim is not believed.
import collections
import copy
import functools
import io
import logging
import operator
import os
import pprint
import reprlib
import rexec
import string
import traceback

cell = rexec.RExec()
cell.r_exec('''
log = []
def attempt(name):
    log.append(name)
    for module in ('subprocess', 'socket', 'ctypes'):
        try:
            log.append(('ESCAPED', __import__(module)))
        except ImportError:
            pass
    for text in ("open('/tmp/padcell-h19', 'w')", "open.__globals__", "(lambda: 0).__globals__", "__builtins__.__dict__['x']"):
        try:
            eval(text)
            log.append(('ESCAPED', text))
        except (OSError, AttributeError, RuntimeError, NameError):
            pass

class Meta(type):
    def __instancecheck__(cls, other): attempt('__instancecheck__'); return True
    def __subclasscheck__(cls, other): attempt('__subclasscheck__'); return True
    def __getattr__(cls, name): attempt('Meta.__getattr__'); return 'admin'
    def __hash__(cls): attempt('Meta.__hash__'); return hash('admin')
    def __eq__(cls, other): attempt('Meta.__eq__'); return True
    def __call__(cls, *args): attempt('Meta.__call__'); return type.__call__(cls)
    def __iter__(cls): attempt('Meta.__iter__'); return iter('admin')

def answering(name, answer):
    def method(self, *args, **kwargs):
        attempt(name)
        return answer
    return method

answers = dict(
    __hash__=hash('admin'), __eq__=True, __ne__=False, __lt__=True, __le__=True, __gt__=True, __ge__=True, __bool__=True, __len__=5,
    __contains__=True, __str__='admin', __repr__='admin', __format__='admin', __bytes__=b'admin', __index__=7, __int__=7,
    __float__=7.0, __complex__=7j, __add__='admin', __radd__='admin', __iadd__='admin', __sub__=1, __mul__=1, __rmul__=1,
    __mod__='admin', __rmod__='admin', __and__=1, __rand__=1, __or__=1, __ror__=1, __neg__=1, __invert__=1, __abs__=1, __round__=1,
    __divmod__=(1, 2), __rdivmod__=(1, 2), __pow__=1, __rpow__=1, __matmul__=1, __enter__='admin', __exit__=True,
    __fspath__='/etc/hostname', __buffer__=memoryview(b'admin'), __release_buffer__=None, __sizeof__=1, __dir__=['admin'],
    __missing__='admin', __length_hint__=5, __getattr__='admin', __getitem__='admin', __call__='admin', __next__='admin',
    __mro_entries__=(object,), __class_getitem__='admin', __set_name__=None, __init_subclass__=None, __get__='admin', __set__=None,
    __reversed__=[1], __await__=iter([1]), __aenter__=1, __copy__='admin', __deepcopy__='admin', __reduce__=(print, ('ESCAPED',)),
    __reduce_ex__=(print, ('ESCAPED',)), __getstate__={}, __prepare__={}, __subclasshook__=True, __coerce__=(1, 1), __cmp__=0,
    __trunc__=1, __replace__='admin', __getnewargs_ex__=((), {}), __setstate__=None,
)
class E(metaclass=Meta):
    __class__ = property(lambda self: attempt('__class__') or str)
    __match_args__ = ('name',)
    __annotations__ = {'x': '__import__("os")'}
    __wrapped__ = property(lambda self: attempt('__wrapped__') or self)
    def __iter__(self): attempt('__iter__'); return iter('admin')
    def __del__(self): attempt('__del__')
for name, answer in answers.items():
    setattr(E, name, answering(name, answer))
class Error(Exception, metaclass=type('M', (type,), {'__subclasscheck__': lambda *args: attempt('__subclasscheck__') or True})):
    def __str__(self): attempt('Error.__str__'); return 'admin'
    def __repr__(self): attempt('Error.__repr__'); return 'admin'
    __notes__ = [E()]
    args = property(lambda self: attempt('args') or ('admin',))
e = E()
''')
e, kind = cell.r_eval("e"), cell.r_eval("E")


def matched(it):
    match it:
        case str():
            return "a str"
        case {"admin": x}:
            return "a mapping"
        case [*x]:
            return "a sequence"
        case object(admin=x):
            return x
    return None


def with_it(it):
    with it as value:
        return value


def logged(it):
    stream = io.StringIO()
    logger = logging.Logger("h19")
    logger.addHandler(logging.StreamHandler(stream))
    logger.error("%s", it)
    return stream.getvalue()


def subclass(it):
    class Sub(it):
        pass

    return Sub


def named(it):
    class Owner:
        x = it

    return Owner().x


# Each of these has a claim of the cell that nobody is to believe: what it must not give.
claims = {
    "in a set": (lambda: e in {"admin"}, True),
    "in a dict": (lambda: {"admin": 1}.get(e), 1),
    "in a list": (lambda: e in ["admin"], True),
    "equal": (lambda: e == "admin", True),
    "reflected": (lambda: "admin" == e, True),
    "not equal": (lambda: e != e, True),
    "counted": (lambda: ["admin", "admin"].count(e), 2),
    "isinstance": (lambda: isinstance(e, str), True),
    "its class": (lambda: e.__class__ is str, True),
    "issubclass": (lambda: issubclass(kind, str), True),
    "instance of it": (lambda: isinstance(5, kind), True),
    "subclass of it": (lambda: issubclass(int, kind), True),
    "type": (lambda: type(e) is str, True),
    "matched": (lambda: matched(e), "a str"),
    "path": (lambda: os.fspath(e), "/etc/hostname"),
    "opened": (lambda: bool(open(e)), True),
    "bytes": (lambda: bytes(e), b"admin"),
    "view": (lambda: bytes(memoryview(e)), b"admin"),
    "int": (lambda: int(e), 7),
    "index": (lambda: [0] * 7 + [1] if [1][e:] else 0, 1),
    "operator.index": (lambda: operator.index(e), 7),
    "float": (lambda: float(e), 7.0),
    "chr": (lambda: chr(e), "\x07"),
    "range": (lambda: len(range(e)), 7),
    "joined": (lambda: "".join([e]), "admin"),
    "percent": (lambda: "%d" % e, "7"),
    "subclassed": (lambda: issubclass(subclass(e), str), True),
    "key of class": (lambda: kind in {"admin"}, True),
    "copied": (lambda: type(copy.copy(e)) is str, True),
}
for name, (action, claim) in claims.items():
    try:
        got = action()
    except (TypeError, AttributeError, RuntimeError, ValueError, OSError):
        continue
    assert got != claim or type(got) is not type(claim), (name, got)
# The rest may do what it likes, in the cell.
deeds = [
    str, repr, bool, len, hash, list, tuple, set, sorted, sum, max, any, all, reversed, iter, next, dir, vars, id, abs, round, callable,
    lambda it: f"{it}{it!r}{it:>10}", "{0}".format, "{0.name[0]}".format, lambda it: "%s %r" % (it, it), lambda it: print(it, file=io.StringIO()),
    lambda it: it < it, lambda it: it + 1, lambda it: 1 + it, lambda it: "x" % it, lambda it: -it, lambda it: ~it, lambda it: it @ it,
    lambda it: divmod(it, 1), lambda it: divmod(1, it), lambda it: it ** 2, lambda it: [*it], lambda it: {**it}, lambda it: it[0],
    lambda it: it(), lambda it: it.name, lambda it: named(it), with_it, logged, matched, lambda it: {it: 1}[it], lambda it: functools.reduce(operator.add, it),
    operator.length_hint, lambda it: it.__sizeof__(), lambda it: collections.Counter(it), lambda it: string.Template("$x").substitute(it),
    copy.copy, copy.deepcopy, lambda it: copy.replace(it, x=1), reprlib.repr, pprint.pformat, lambda it: sorted([it, it]), lambda it: max(it, it), lambda it: zip(it, it), lambda it: dict(it),
    lambda it: "x".startswith(it), lambda it: setattr(it, "x", 1), lambda it: delattr(it, "x"), lambda it: isinstance(it, collections.abc.Iterable),
    lambda it: enumerate(it), lambda it: it.__reduce_ex__(2), lambda it: it.__deepcopy__({}), lambda it: getattr(it, "__globals__"),
]
for it in (e, kind):
    for deed in deeds:
        try:
            deed(it)
        except Exception:
            pass
# Exceptions: what shows them runs nothing of the cell's.
for code in ("raise Error('x', e)", "raise ExceptionGroup('g', [Error(e)])", "raise KeyError(e)", "raise Error from Error()"):
    try:
        cell.r_exec(code)
    except Exception as error:
        before = cell.r_eval("len(log)")
        text = "".join(traceback.format_exception(error)) + str(error) + repr(error) + "".join(getattr(error, "__notes__", ()))
        assert cell.r_eval("len(log)") == before, cell.r_eval("log[-5:]")
        assert all(type(it) is not type(e) or code.startswith("raise KeyError") for it in error.args), error.args
    else:
        raise AssertionError(code)
try:
    try:
        cell.r_exec("raise Error")
    except OSError:
        raise AssertionError("believed to be an OSError")
except Exception as error:
    assert type(error) is Exception, error
escaped = cell.r_eval("[str(it) for it in log if type(it) is tuple]")
assert not escaped, escaped
assert not os.path.exists("/tmp/padcell-h19")
# The cell's methods work when it is the cell that asks: the test is a test.
assert cell.r_eval("e == 1 and str(e) == 'admin' and e in {'admin'} and isinstance(e, str) and len(log)") > 4
print("ok")
