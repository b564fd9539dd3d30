# The contextlib module: managers from generators, suppress, redirects, ExitStack and the rest.
import contextlib
import io
from contextlib import ContextDecorator, ExitStack, closing, contextmanager, nullcontext, redirect_stderr, redirect_stdout, suppress


def error(call):
    try:
        call()
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


log = []


def take():
    taken, log[:] = list(log), []
    return taken


@contextmanager
def tag(name, swallow=()):
    log.append(f"<{name}>")
    try:
        yield name.upper()
    except swallow as e:
        log.append(f"swallowed {e!r}")
    finally:
        log.append(f"</{name}>")


# === managers from generators ===
with tag("a") as a, tag("b") as b:
    log.append(a + b)
print(take())


def raising(manager, e=ValueError("v")):
    with manager:
        raise e


print(error(lambda: raising(tag("x"))), take(), error(lambda: raising(tag("x", ValueError))), take(), error(lambda: raising(tag("x"), StopIteration("s"))), take(), error(lambda: raising(tag("x"), KeyboardInterrupt())), take())


@contextmanager
def never():
    return
    yield


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def replaces():
    try:
        yield
    except ValueError as e:
        raise KeyError("replaced") from e


@contextmanager
def goes_on():
    try:
        yield
    except ValueError:
        yield "again"


def use(manager):
    with manager:
        pass


print(error(lambda: use(never())), "|", error(lambda: use(twice())), "|", error(lambda: raising(replaces())), "|", error(lambda: raising(goes_on())), "|", error(lambda: use(5)).split(":")[0])
once = tag("once")
use(once)
print(error(lambda: use(once)).split(":")[0], take())


@tag("decorator")
def decorated(x):
    log.append(f"body {x}")
    return x


print(decorated(1), decorated(2), take(), decorated.__name__)


class Decorator(ContextDecorator):
    def __enter__(self):
        log.append("enter")
        return self

    def __exit__(self, *args):
        log.append("exit")


@Decorator()
def with_class():
    log.append("body")


with_class()
print(take())

# === suppress, closing, nullcontext, redirects ===
with suppress(KeyError, ValueError):
    {}["x"]
with suppress():
    log.append("empty")
print(error(lambda: raising(suppress(KeyError))), error(lambda: raising(suppress(Exception))), take())


class Closes:
    def close(self):
        log.append("closed")


with closing(Closes()) as c:
    log.append(type(c).__name__)
print(take(), error(lambda: raising(closing(Closes()))), take())
with nullcontext(5) as n, nullcontext() as nothing:
    print(n, nothing)
out, err = io.StringIO(), io.StringIO()
with redirect_stdout(out), redirect_stderr(err):
    print("hidden")
    import sys

    print("to err", file=sys.stderr)
print(repr(out.getvalue()), repr(err.getvalue()))
with redirect_stdout(out) as same:
    print("more")
print(same is out, out.getvalue().split())

# === ExitStack ===
with ExitStack() as stack:
    names = [stack.enter_context(tag(n)) for n in "xyz"]
    stack.callback(log.append, "callback")
    stack.push(lambda kind, value, tb: log.append(f"pushed {kind}"))
print(names, take())


def stack_errors(swallow):
    with ExitStack() as stack:
        stack.enter_context(tag("outer", swallow))
        stack.enter_context(tag("inner"))
        raise ValueError("in the stack")
    return "swallowed"


print(error(lambda: stack_errors(())), take(), stack_errors(ValueError), take())


def callback_fails():
    with ExitStack() as stack:
        stack.callback(lambda: log.append("first pushed"))
        stack.callback(lambda: 1 / 0)
        raise ValueError("body")


try:
    callback_fails()
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__), take())
stack = ExitStack()
stack.enter_context(tag("later"))
moved = stack.pop_all()
stack.close()
print(take())
moved.close()
print(take(), error(lambda: ExitStack().enter_context(5)).split(":")[0])
stack = ExitStack()


@stack.callback
def cleanup():
    log.append("cleanup")


@stack.push
def handler(kind, value, tb):
    log.append(kind.__name__)
    return True


with stack:
    raise KeyError("handled")
print(take())
print(isinstance(tag("q"), contextlib.AbstractContextManager), isinstance(Closes(), contextlib.AbstractContextManager), issubclass(ExitStack, contextlib.AbstractContextManager))


class Default(contextlib.AbstractContextManager):
    def __exit__(self, *args):
        return None


with Default() as d:
    print(type(d).__name__)


@contextmanager
def recursive(n):
    if n:
        with recursive(n - 1) as inner:
            yield inner + [n]
    else:
        yield []


with recursive(5) as r:
    print(r)
