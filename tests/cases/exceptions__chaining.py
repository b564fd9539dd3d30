# Exceptions: cause, context, suppression, tracebacks as objects, and groups.


def caught(call):
    try:
        call()
    except BaseException as e:
        return e
    return None


def chain(e):
    names = []
    while e is not None:
        mark = "suppressed" if e.__suppress_context__ else ""
        names.append(f"{type(e).__name__}({', '.join(map(str, e.args))}){mark}")
        e = e.__cause__ if e.__cause__ is not None else e.__context__
    return " <- ".join(names)


# === context is what was being handled ===
def implicit():
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second")


def explicit():
    try:
        raise KeyError("first")
    except KeyError as e:
        raise ValueError("second") from e


def hidden():
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second") from None


def class_as_cause():
    raise ValueError("v") from KeyError


def in_finally():
    try:
        raise KeyError("try")
    finally:
        raise ValueError("finally")


def three():
    try:
        try:
            raise KeyError("a")
        except KeyError:
            raise ValueError("b")
    except ValueError:
        raise TypeError("c")


for f in (implicit, explicit, hidden, class_as_cause, in_finally, three):
    e = caught(f)
    print(f.__name__, chain(e), "|", repr(e.__cause__), repr(e.__context__), e.__suppress_context__)


def bad_cause():
    raise ValueError("v") from 5


print(repr(caught(bad_cause)))


# === setting them by hand ===
e = ValueError("x")
e.__cause__ = KeyError("c")
print(e.__suppress_context__, chain(e))
e.__context__ = e.__cause__ = None
print(e.__suppress_context__, chain(e))
for name in ("__cause__", "__context__"):
    try:
        setattr(e, name, 5)
    except TypeError as t:
        print(t)


# === the context of a context is not a cycle ===
def cycle():
    first = KeyError("one")
    try:
        raise first
    except KeyError:
        try:
            raise ValueError("two")
        except ValueError:
            raise first


e = caught(cycle)
print(chain(e))


def same_again():
    try:
        raise KeyError("k")
    except KeyError as e:
        raise e


e = caught(same_again)
print(chain(e), e.__context__)


# === functions and generators restore what is being handled ===
import sys


def handles():
    try:
        raise KeyError("inner")
    except KeyError:
        return type(sys.exc_info()[1]).__name__


try:
    raise ValueError("outer")
except ValueError:
    print(handles(), type(sys.exc_info()[1]).__name__, type(sys.exception()).__name__)
print(sys.exc_info(), sys.exception())


def gen():
    try:
        yield 1
    except KeyError:
        yield type(sys.exception()).__name__
    yield sys.exception()


g = gen()
next(g)
print(g.throw(KeyError("x")), next(g))


def gen_context():
    yield
    raise TypeError("in generator")


g = gen_context()
next(g)
try:
    try:
        raise ValueError("outside")
    except ValueError:
        next(g)
except TypeError as e:
    print(chain(e))

# === tracebacks ===


def outer():
    middle()


def middle():
    raise ValueError("deep")


e = caught(outer)
import traceback

print([entry.name for entry in traceback.extract_tb(e.__traceback__)], e.__traceback__.tb_next is not None)
print(traceback.format_exception_only(e), traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(ValueError()))
text = traceback.format_exception(e)
print(text[0], text[-1], sep="", end="")
text = "".join(traceback.format_exception(caught(explicit)))
print("The above exception was the direct cause of the following exception:" in text, text.count("Traceback"))
text = "".join(traceback.format_exception(caught(implicit)))
print("During handling of the above exception, another exception occurred:" in text, text.count("Traceback"))
print("".join(traceback.format_exception(caught(hidden))).count("Traceback"))
e.add_note("a note")
print(traceback.format_exception_only(e))


# === groups ===
eg = ExceptionGroup("many", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError(2)])])
print(eg, "|", repr(eg), "|", eg.message, len(eg.exceptions), isinstance(eg, Exception))
match, rest = eg.split(ValueError)
print(repr(match), repr(rest), repr(eg.subgroup(KeyError)), eg.subgroup(OSError), repr(eg.subgroup(lambda e: e.args == (2,))))
log = []
try:
    raise eg
except* ValueError as g:
    log.append(("value", [repr(x) for x in g.exceptions]))
except* (TypeError, KeyError) as g:
    log.append(("type or key", len(g.exceptions)))
print(log)


def leftover():
    try:
        raise eg
    except* TypeError:
        pass


print(repr(caught(leftover)))
try:
    raise ValueError("alone")
except* ValueError as g:
    print(repr(g))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        raise
except ExceptionGroup as g:
    print(repr(g))
for bad in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [5]), lambda: ExceptionGroup(5, [ValueError()]), lambda: ExceptionGroup("x", [KeyboardInterrupt()])):
    print(type(caught(bad)).__name__)
print(type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__)
