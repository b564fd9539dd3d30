# Exceptions: matching, else and finally, leaving through them, the classes and their attributes, and raising.


def error(call):
    try:
        call()
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === which clause, and in which order ===
def flow(action):
    log = []
    try:
        log.append("try")
        action()
    except (KeyError, IndexError) as e:
        log.append(f"lookup {e!r}")
    except ValueError:
        log.append("value")
    except:
        log.append("bare")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


print(flow(lambda: None), flow(lambda: {}[1]), flow(lambda: [][0]), flow(lambda: int("x")), flow(lambda: 1 / 0), flow(lambda: exit_()))

# === finally and what leaves ===


def returns():
    try:
        return "try"
    finally:
        log.append("ran")


def overrides():
    for _ in range(1):
        try:
            raise ValueError
        finally:
            break
    return "swallowed"


def continues():
    seen = []
    for i in range(3):
        try:
            if i == 1:
                continue
            seen.append(i)
        finally:
            seen.append(f"f{i}")
    return seen


def nested():
    try:
        try:
            raise KeyError("a")
        finally:
            log.append("inner")
    except KeyError as e:
        log.append(e.args)
        return "outer"
    finally:
        log.append("outer finally")


def replaced():
    try:
        raise KeyError("first")
    finally:
        raise ValueError("second")


def in_else():
    try:
        pass
    except ValueError:
        return "not here"
    else:
        raise ValueError("from else")


log = []
print(returns(), log, overrides(), continues(), nested(), log, error(replaced), error(in_else))


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop_with_try():
    for i in range(5):
        try:
            if i == 3:
                return i
        except ValueError:
            pass
        else:
            continue
    return "end"


print(value_is_kept(), loop_with_try())

# === the variable is gone after the clause ===
e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    pass
print("e" in globals())

# === the classes ===
print([c.__name__ for c in ZeroDivisionError.__mro__], [c.__name__ for c in UnicodeDecodeError.__mro__], [c.__name__ for c in FileNotFoundError.__mro__], [c.__name__ for c in StopAsyncIteration.__mro__])
print(issubclass(KeyError, LookupError), issubclass(NotImplementedError, RuntimeError), issubclass(RecursionError, RuntimeError), issubclass(ModuleNotFoundError, ImportError), issubclass(TabError, SyntaxError), issubclass(BlockingIOError, OSError), issubclass(KeyboardInterrupt, Exception), issubclass(GeneratorExit, Exception), issubclass(UserWarning, Exception))
print(IOError is OSError, EnvironmentError is OSError)

# === text and arguments ===
for x in (ValueError(), ValueError("a"), ValueError("a", 1), ValueError(None), KeyError("k"), KeyError("a", "b"), KeyError(), OSError(2, "No such"), OSError(2, "No such", "file"), OSError("x"), StopIteration(5), SystemExit(3), ImportError("m", name="n"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "why"), UnicodeEncodeError("ascii", "é", 0, 1, "why"), SyntaxError("s"), AssertionError(), NameError("n"), AttributeError("a")):
    print(repr(x), "|", str(x), "|", x.args)
print(type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(99999, "x")).__name__, OSError(2, "x", "f").filename, OSError(2, "x").errno, OSError(2, "x").strerror, OSError("x").errno)
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad")
print(u.encoding, u.object, u.start, u.end, u.reason, StopIteration(7).value, SystemExit(3).code, SystemExit().code, ImportError("m", name="n", path="p").path)
try:
    object().missing
except AttributeError as x:
    print(x.name, type(x.obj).__name__)
try:
    undefined
except NameError as x:
    print(x.name)
try:
    import no_such_module_here
except ImportError as x:
    print(type(x).__name__, x, x.name)
try:
    from os import no_such_name_here
except ImportError as x:
    print(type(x).__name__, x.name, str(x).split(" (")[0])


# === own classes ===
class Own(Exception):
    def __init__(self, code, *rest):
        self.code = code

    def __str__(self):
        return f"code {self.code}"


class Plain(ValueError):
    """Plain."""


x = Own(5, 6)
print(str(x), repr(x), x.args, x.code, repr(Plain("a")), str(Plain("a", "b")), Plain().args, error(lambda: raise_(x)))


def raise_(what):
    raise what


# === what may be raised and caught ===
print(error(lambda: raise_(ValueError)), "|", error(lambda: raise_(5)), "|", error(lambda: raise_(int)), "|", error(lambda: raise_(None)), "|", error(lambda: raise_(Own)))


def bad_clause():
    try:
        raise ValueError("original")
    except 5:
        pass


def bad_clause_tuple():
    try:
        raise ValueError("original")
    except (KeyError, "text"):
        pass


def bare_raise():
    raise


print(error(bad_clause), "|", error(bad_clause_tuple), "|", error(bare_raise))


def reraise():
    try:
        raise KeyError("again")
    except KeyError:
        raise


def reraise_named():
    try:
        raise KeyError("named")
    except KeyError as e:
        e.args = ("changed",)
        raise e


print(error(reraise), error(reraise_named))


# === assert ===
def asserting(x, *message):
    if message:
        assert x, message[0]
    else:
        assert x


print(error(lambda: asserting(0)), error(lambda: asserting(1)), error(lambda: asserting([], "empty")), error(lambda: asserting(0, (1, 2))))

# === notes and equality ===
x = ValueError("v")
x.add_note("one")
x.add_note("two")
print(x.__notes__, error(lambda: x.add_note(5)), ValueError("a") == ValueError("a"), x == x, hasattr(ValueError(), "__notes__"))
x.own = 1
print(x.own, vars(x).keys() >= {"own"}, x.with_traceback(None) is x, x.__traceback__)


# === catching by a class that is computed ===
def kinds():
    return ValueError, KeyError, IndexError


try:
    [][1]
except kinds() as e:
    print("one of", len(kinds()), type(e).__name__)


def deep(n):
    if n == 0:
        raise LookupError("bottom")
    try:
        deep(n - 1)
    finally:
        log.append(n)


log = []
print(error(lambda: deep(5)), log)


def recursion(n):
    return recursion(n + 1)


print(error(lambda: recursion(0)).split(":")[0])
