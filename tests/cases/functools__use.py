# The functools and operator modules.
import functools
import operator
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch, singledispatchmethod, total_ordering, wraps


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === reduce ===
print(reduce(operator.add, [1, 2, 3]), reduce(lambda a, b: a * b, range(1, 6), 1), reduce(operator.add, [], "empty"), reduce(max, [5]), reduce(lambda a, b: b + a, "abc"), error(lambda: reduce(operator.add, [])), "|", error(lambda: reduce(operator.add, 5)))

# === partial ===
base2 = partial(int, base=2)
print(base2("101"), base2.func is int, base2.args, base2.keywords, partial(max, 5)(3, 9), partial(print, "a", sep="-")("b", "c"), partial(partial(pow, 2), 3)(), base2("z", base=36), partial(partial(pow, 2), 3).args, error(lambda: partial()), "|", error(lambda: partial(5)))
p = partial(dict, a=1)
p.note = "attribute"
print(p(b=2), p(a=3), p.note, p.__dict__)


class Lamp:
    def set(self, value, extra=None):
        self.value = (value, extra)
        return self

    on = partialmethod(set, True)
    off = partialmethod(set, False, extra="off")


print(Lamp().on().value, Lamp().off().value)

# === memory ===
calls = []


@lru_cache(maxsize=2)
def square(n):
    calls.append(n)
    return n * n


print(square(1), square(2), square(1), square(3), square(2), calls, square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info(), square.__name__, square.__wrapped__(9), error(lambda: square([])).split(":")[0])


@lru_cache(typed=True)
def typed(x, *, k=0):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed(1, k=0), typed.cache_info().misses)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@lru_cache
def bare():
    return "bare"


print(fib(90), fib.cache_info().hits > 50, bare(), error(lambda: lru_cache(maxsize="x")).split(":")[0])


@lru_cache(maxsize=0)
def uncached(n):
    return n


print(uncached(1), uncached(1), uncached.cache_info())


@lru_cache
def failing(n):
    calls.append("failing")
    raise ValueError(n)


calls.clear()
print(error(lambda: failing(1)), error(lambda: failing(1)), calls)


class Lazy:
    made = 0

    @cached_property
    def value(self):
        "Documented."
        Lazy.made += 1
        return 42


x = Lazy()
print(x.value, x.value, Lazy.made, x.__dict__, Lazy.value.__doc__)
del x.value
print(x.value, Lazy.made)


# === order from two methods ===
@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n if isinstance(other, V) else NotImplemented

    def __lt__(self, other):
        return self.n < other.n if isinstance(other, V) else NotImplemented


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2), error(lambda: V(1) <= 5), "|", error(lambda: total_ordering(type("X", (), {}))))
print(sorted(["b", "A", "c"], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))), cmp_to_key(lambda a, b: a - b)(1) < cmp_to_key(lambda a, b: a - b)(2))


# === dispatch on type ===
@singledispatch
def show(x, *rest):
    return f"object {x!r}"


@show.register
def _(x: int | float, *rest):
    return f"number {x}"


@show.register(list)
def show_list(x, *rest):
    return f"list of {[show(v) for v in x]}"


@show.register(type(None))
def _(x):
    return "nothing"


print(show("s"), show(5), show(1.5), show([1, "a", None]), show(True), show.dispatch(bool) is show.dispatch(int), show_list([1]), sorted(t.__name__ for t in show.registry), error(lambda: show()).split(":")[0])


class Formatter:
    @singledispatchmethod
    def format(self, x):
        return "object"

    @format.register
    def _(self, x: int):
        return f"int of {self.__class__.__name__}"


print(Formatter().format(1), Formatter().format("s"))


# === wraps ===
def decorate(f):
    @wraps(f)
    def wrapper(*args):
        "wrapper"
        return f(*args)

    return wrapper


@decorate
def original(a: int) -> str:
    "original"


print(original.__name__, original.__doc__, original.__wrapped__.__name__, original.__qualname__, list(original.__annotations__))

# === operator ===
o = operator
print(o.add(1, 2), o.sub(5, 3), o.mul("a", 2), o.truediv(7, 2), o.floordiv(7, 2), o.mod(7, 3), o.pow(2, 3), o.neg(1), o.pos(-1), o.invert(5), o.lshift(1, 3), o.and_(6, 3), o.or_(6, 3), o.xor(6, 3), o.not_(0), o.truth([]), o.is_(None, None), o.is_not(1, None))
print(o.lt(1, 2), o.eq(1, 1.0), o.contains([1], 1), o.concat("a", "b"), o.countOf([1, 1, 2], 1), o.indexOf("abc", "c"), o.getitem([5, 6], 1), o.index(True), o.abs(-3), o.matmul.__name__, o.length_hint([1, 2]))
a, d = [1, 2], {}
o.setitem(d, "k", 1)
o.iadd(a, [3])
o.delitem(a, 0)
print(d, a, o.itemgetter(1)("abc"), o.itemgetter(0, 2)("abc"), o.itemgetter(slice(1, 3))("abcd"), o.attrgetter("real", "imag")(1 + 2j), o.attrgetter("__class__.__name__")(5), o.methodcaller("split", ",", maxsplit=1)("a,b,c"), o.itemgetter("k")({"k": "v"}))
print(error(lambda: o.itemgetter())[:19], "|", error(lambda: o.itemgetter(5)([1])), "|", error(lambda: o.attrgetter("nope")(1)), "|", error(lambda: o.attrgetter(5)), "|", error(lambda: o.add(1)), "|", error(lambda: o.indexOf([1], 2)), "|", error(lambda: o.index(1.5)), o.itemgetter(1), o.attrgetter("a.b", "c"), o.methodcaller("f", 1, k=2))
