# H10: exceptions carry frames and objects.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import sys, traceback, contextlib

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError):
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
