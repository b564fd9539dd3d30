# H10: exceptions carry frames and objects.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import sys, traceback, contextlib

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError, LookupError):
        return
    if got is not None:
        print("ESCAPED", got)

try:
    1 / 0
except Exception as e:
    attempt(lambda: e.__traceback__)
    attempt(lambda: e.__traceback__.tb_frame)
    attempt(lambda: sys.exc_info()[2])
    attempt(lambda: sys.exception().__traceback__)
    attempt(lambda: BaseException.__traceback__.__get__(e))
    attempt(lambda: getattr(e, "__traceback__"))
    attempt(lambda: object.__getattribute__(e, "__traceback__"))
    assert e.with_traceback(None) is e

class Leaving:
    def __enter__(self): return self
    def __exit__(self, kind, value, tb):
        self.tb = tb
        return True

with Leaving() as leaving:
    1 / 0
attempt(lambda: leaving.tb.tb_frame)
attempt(lambda: leaving.tb.tb_next)
attempt(lambda: leaving.tb.tb_lineno)
if leaving.tb is not None:
    attempt(lambda: ValueError().with_traceback(leaving.tb))
    attempt(lambda: setattr(ValueError(), "__traceback__", leaving.tb))
    attempt(lambda: type(leaving.tb)(None, None, 0, 0))
    for frame, line in traceback.walk_tb(leaving.tb):
        attempt(lambda: frame.f_globals)
        attempt(lambda: frame.f_back)
try:
    sys.nothing
except AttributeError as e:
    attempt(lambda: e.obj)
    assert "nothing" in str(e)
try:
    (lambda: 0).__globals__
except AttributeError as e:
    attempt(lambda: e.obj)
    attempt(lambda: e.name)
# What exceptions hold that the library or the machine raised: texts, and nothing of whoever raised them.
import json, re
raising = [
    lambda: json.loads("["), lambda: json.dumps(object()), lambda: re.compile("("), lambda: int("x"), lambda: {}["k"], lambda: [][0], lambda: b"\xff".decode(),
    lambda: "\ud800".encode(), lambda: __import__("no_such"), lambda: __import__("json.no_such"), lambda: open("/no/such"), lambda: compile("x = (", "x", "exec"), lambda: undefined,
    lambda: next(iter([])), lambda: sys.exit(3), lambda: sys.nothing, lambda: json.nothing, lambda: json.dumps.nothing, lambda: object().nothing, lambda: object().__dict__,
    lambda: setattr(json.dumps, "__code__", 1), lambda: getattr(json, "__dict__"), lambda: contextlib.contextmanager(lambda: iter(()))().__enter__(), lambda: (lambda: 0)(1),
    lambda: traceback.TracebackException(ValueError, ValueError(), None).no_such, lambda: contextlib.ExitStack().no_such, lambda: exec("raise ExceptionGroup('g', [ValueError(1)])"),
]
FIELDS = "obj name name_from path object value exceptions filename filename2 args msg text print_file_and_line code __cause__ __context__ __notes__ doc pattern".split()
count = 0
for call in raising:
    try:
        call()
    except BaseException as e:
        while e is not None:
            count += 1
            assert e.__traceback__ is None
            for field in FIELDS:
                got = getattr(e, field, None)
                if type(got).__name__ in ("frame", "traceback", "module", "function", "code") or isinstance(got, dict) and "__name__" in got:
                    print("ESCAPED", call, field, repr(got)[:80])
            attempt(lambda: e.__dict__)
            attempt(lambda: vars(e))
            attempt(lambda: e.__traceback__.tb_frame)
            attempt(lambda: e.__reduce__()[0].__globals__)
            attempt(lambda: e.__setstate__({"__traceback__": 1}))
            attempt(lambda: e.with_traceback(5))
            e = e.__cause__ or e.__context__
    else:
        raise AssertionError(call)
assert count >= len(raising)
# What is planted for a handler of somebody else is an exception or nothing.
for name in ("__cause__", "__context__"):
    for value in (5, json, lambda: 0, ValueError):
        attempt(lambda: setattr(ValueError(), name, value))
attempt(lambda: setattr(ValueError(), "__traceback__", 5))
for cause in (5, json, lambda: 0):
    try:
        raise KeyError from cause
    except TypeError:
        pass
# Groups: what split and derive give is looked at.
group = ExceptionGroup("g", [ValueError(1), KeyError(2)])
attempt(lambda: [it.__traceback__ for it in group.exceptions if it.__traceback__ is not None][0].x)
attempt(lambda: group.split(ValueError)[0].__traceback__)
attempt(lambda: group.derive([ValueError()]).__traceback__)
# Chains and texts stay.
try:
    try:
        raise KeyError("a")
    except KeyError as first:
        raise ValueError("b") from first
except ValueError as e:
    assert isinstance(e.__cause__, KeyError) and e.__context__ is e.__cause__ and e.args == ("b",)
    assert "KeyError: 'a'" in traceback.format_exc()
print("contained")
