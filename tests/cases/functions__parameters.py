# Functions: every kind of parameter, defaults, unpacking in calls, and the words of a wrong call.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def plain(a, b):
    return a, b


def defaults(a, b=2, c=3):
    return a, b, c


def star(a, *rest):
    return a, rest


def only(*, k, m=5):
    return k, m


def positional(a, b=2, /, c=3):
    return a, b, c


def double(**named):
    return named


def everything(a, b=2, /, c=3, *rest, d, e=5, **named):
    return a, b, c, rest, d, e, named


def nothing():
    pass


# === right calls ===
print(plain(1, 2), plain(1, b=2), plain(b=2, a=1), defaults(1), defaults(1, c=5), defaults(*[1, 2]), defaults(**{"a": 1, "c": 4}), nothing())
print(star(1), star(1, 2, 3), star(*"abc"), only(k=1), only(m=1, k=2), positional(1), positional(1, 2, c=4), double(), double(a=1, b=2))
print(everything(1, d=4), everything(1, 2, 3, 4, 5, d=6, z=7), everything(*range(5), **{"d": 1, "x y": 2}), everything(1, d=0, a=9, b=8))
print(plain(*[1], **{"b": 2}), plain(*[], 1, *[2]), star(*[1, 2], 3, *[4]), double(**{"a": 1}, b=2, **{"c": 3}), star(*(x for x in "ab")), plain(*{1: 0, 2: 0}))

# === wrong calls ===
for call in (
    lambda: plain(),
    lambda: plain(1),
    lambda: plain(1, 2, 3),
    lambda: plain(1, 2, zzz=3),
    lambda: plain(1, a=2),
    lambda: plain(b=1),
    lambda: defaults(),
    lambda: defaults(1, 2, 3, 4),
    lambda: star(),
    lambda: only(),
    lambda: only(1),
    lambda: only(1, 2, k=3),
    lambda: positional(),
    lambda: positional(1, b=2),
    lambda: positional(a=1, b=2),
    lambda: everything(),
    lambda: everything(1),
    lambda: nothing(1),
    lambda: nothing(zzz=1),
    lambda: plain(*5),
    lambda: plain(**5),
    lambda: plain(**{1: 2}),
    lambda: double(**{"a": 1}, **{"a": 2}),
    lambda: plain(1, **{"a": 1, "b": 2}),
    lambda: (lambda x, y, z: 0)(),
    lambda: (lambda *, p, q: 0)(),
    lambda: (5).real(),
    lambda: "abc".upper(1),
    lambda: len(),
    lambda: len([], []),
    lambda: print(end=1),
):
    try:
        print(error(call))
    except SyntaxError:
        print("syntax")


class C:
    def method(self, a):
        return a

    def __call__(self, a):
        return "called", a


print(error(lambda: C().method()), "|", error(lambda: C().method(1, 2)), "|", error(lambda: C.method()), "|", error(lambda: C(1)), "|", C()(5), "|", error(lambda: C()()))

# === defaults are evaluated once, when the function is made ===


def shared(x, items=[]):
    items.append(x)
    return items


print(shared(1), shared(2), shared(3, []), shared(4))
n = 1


def late(a=n):
    return a


n = 2
print(late(), late.__defaults__, only.__kwdefaults__, plain.__defaults__)
late.__defaults__ = (7,)
print(late())

# === the order of evaluation ===
log = []


def note(x):
    log.append(x)
    return x


everything(note(1), note(2), *[note(3)], d=note(4), **{"z": note(5)})
print(log)

# === what a function knows of itself ===


def documented(a: int, b: "str" = "x", *c: float, d: None = None, **e: dict) -> list:
    """One line."""


print(documented.__name__, documented.__qualname__, documented.__module__, repr(documented.__doc__), list(documented.__annotations__.items()))
print((lambda: 0).__name__, C.method.__qualname__, note.__doc__, callable(note), callable(5), documented(1))
documented.attribute = 5
print(documented.attribute, documented.__dict__, error(lambda: documented.missing))
documented.__name__ = "renamed"
print(documented.__name__, error(lambda: setattr(documented, "__name__", 5)))


def outer():
    def inner():
        pass

    return inner


print(outer().__qualname__, type(outer).__name__, outer.__code__.co_name, outer.__code__.co_argcount, everything.__code__.co_varnames[:4], plain == plain, plain != star)
print((lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, c=3, e=4), (lambda: (yield))().__class__.__name__, [f(3) for f in (lambda x: x, lambda x: x * x)])
many = {f"k{i}": i for i in range(300)}
print(len(double(**many)), len(star(*range(500))[1]), sum(double(**many).values()), max(*range(300)))
