# Decorators: of functions, methods and classes, their order, arguments, and wrapping.
import functools


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


log = []


def trace(label):
    log.append(f"make {label}")

    def decorate(f):
        log.append(f"apply {label}")

        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            return f"{label}({f(*args, **kwargs)})"

        return wrapper

    return decorate


# === order ===
@trace("outer")
@trace("inner")
def function(x=1):
    """Documented."""
    return f"value {x}"


print(log, function(), function(x=2), function.__name__, function.__doc__, function.__wrapped__(3))


# === any expression may decorate, and any value may result ===
@lambda f: 42
def number():
    pass


table = {"twice": lambda f: lambda *a: f(*a) * 2}


@table["twice"]
def doubled(x):
    return x


@(chosen := trace("walrus"))
def walrus():
    return "w"


@str
class Text:
    pass


print(number, doubled("ab"), walrus(), Text.startswith("<class '__main__.Text'>"), callable(chosen))


@property
def p():
    pass


print(type(p).__name__)


# === decorators of classes ===
def register(cls):
    registry[cls.__name__] = cls
    cls.registered = True
    return cls


registry = {}


@register
class First:
    pass


@register
class Second(First):
    pass


print(sorted(registry), First.registered, Second.__mro__[1] is First)


# === decorators that are classes ===
class Count:
    def __init__(self, f):
        functools.update_wrapper(self, f)
        self.f, self.calls = f, 0

    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)

    def __get__(self, obj, cls=None):
        return self if obj is None else functools.partial(self, obj)


class C:
    @Count
    def method(self, a):
        return self.tag, a

    def __init__(self, tag):
        self.tag = tag


print(C("x").method(1), C("y").method(2), C.method.calls, C.method.__name__)


# === methods of every kind ===
class Methods:
    made = 0

    @classmethod
    def make(cls):
        cls.made += 1
        return cls

    @staticmethod
    def static(a, b=2):
        return a, b

    @classmethod
    @trace("in a class")
    def both(cls):
        return cls.__name__

    @property
    @trace("property")
    def value(self):
        return 7


class More(Methods):
    pass


print(Methods.make().__name__, More.make().__name__, More.made, Methods.made, Methods.static(1), More().static(3, 4), More.both(), Methods().value)


# === optional arguments ===
def flexible(f=None, *, times=2):
    if f is None:
        return functools.partial(flexible, times=times)

    def wrapper(*args):
        return [f(*args) for _ in range(times)]

    return wrapper


@flexible
def a():
    return "a"


@flexible(times=3)
def b(x):
    return x


print(a(), b(1))


# === memory ===
def memo(f):
    known = {}

    @functools.wraps(f)
    def wrapper(*args):
        if args not in known:
            known[args] = f(*args)
        return known[args]

    wrapper.known = known
    return wrapper


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), len(fib.known))

# === errors ===


def failing(f):
    raise RuntimeError("at definition")


try:

    @failing
    def never():
        pass

except RuntimeError as e:
    print(e, "never" in globals())
try:

    @5
    def never():
        pass

except TypeError as e:
    print(e)


# === evaluation comes before the name is bound ===
def same(f):
    return f


thing = "before"


@same
def thing(default=thing):
    return default


print(thing())


def contextual():
    import contextlib

    @contextlib.contextmanager
    def tag(name):
        log.append(f"<{name}>")
        yield name
        log.append(f"</{name}>")

    log.clear()

    @tag("b")
    def inside():
        log.append("text")

    inside()
    inside()
    return log


print(contextual())


@functools.singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def _(x):
    return "list"


print(show(1), show([]), show("s"), show(True))
