# Generators: send, throw, close, yield from, return values, delegation, expressions, and what they refuse.


def error(call):
    try:
        call()
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === stepping ===
def count(n):
    for i in range(n):
        yield i
    return "done"


g = count(2)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("stopped", e.value, e.args)
print(error(lambda: next(g)), next(g, "default"), list(g), iter(g) is g, type(g).__name__, g.__name__, g.__qualname__)
print(list(count(3)), sum(count(5)), max(count(4)), sorted(count(3), reverse=True), dict(enumerate(count(2))), 2 in count(5), [*count(2), *count(1)])


# === sending ===
def echo():
    got = yield "ready"
    while got != "stop":
        got = yield f"got {got}"
    return "end"


e = echo()
print(error(lambda: echo().send(1)), "|", e.send(None), e.send("a"), next(e), e.send(5))
try:
    e.send("stop")
except StopIteration as stop:
    print(stop.value)


def average():
    total = n = 0
    value = None
    while True:
        x = yield value
        total += x
        n += 1
        value = total / n


a = average()
next(a)
print(a.send(10), a.send(20), a.send(3))


# === throwing and closing ===
def guarded():
    while True:
        try:
            yield "waiting"
        except ValueError as e:
            yield f"caught {e}"
        finally:
            print("finally")


g = guarded()
next(g)
print(g.throw(ValueError("v")))
print(next(g))
print(error(lambda: g.throw(KeyError("k"))), error(lambda: next(g)))
g = guarded()
next(g)
print(g.close(), g.close(), error(lambda: next(g)))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
print(error(s.close))


def closing_returns():
    try:
        yield 1
    except GeneratorExit:
        print("closing")
        raise


c = closing_returns()
next(c)
c.close()
fresh = count(3)
print(error(lambda: fresh.throw(ValueError("at the start"))), error(lambda: next(fresh)))
unstarted = count(3)
print(unstarted.close(), list(unstarted))
print(error(lambda: count(1).throw(5)).split(":")[0])


# === delegation ===
def inner():
    try:
        got = yield "inner 1"
        print("inner got", got)
        yield "inner 2"
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    return "result"


def outer():
    result = yield from inner()
    print("outer has", result)
    yield from "ab"
    x = yield from [1]
    print(x)
    return (yield from count(0))


o = outer()
print(next(o), o.send("S"), o.throw(ValueError("V")), next(o), next(o), next(o), error(lambda: next(o)))


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(3)))


def not_generator():
    yield from 5


print(error(lambda: next(not_generator())))


class Iter:
    def __iter__(self):
        return iter([1, 2])


def over():
    yield from Iter()


print(list(over()))
o = outer()
next(o)
o.close()

# === errors inside ===


def failing():
    yield 1
    raise KeyError("inside")


f = failing()
print(next(f), error(lambda: next(f)), error(lambda: next(f)))


def stops():
    yield 1
    raise StopIteration("leaks")


print(error(lambda: list(stops())))


def reentrant():
    yield next(me)


me = reentrant()
print(error(lambda: next(me)))

# === expressions ===
x = 10
lazy = (x * i for i in range(3))
x = 100
print(list(lazy), list(lazy), sum(i for i in range(4)), tuple(i for i in "ab"), type(lazy).__name__, any(i > 2 for i in range(10)))
print([list(j for j in range(i)) for i in range(3)], list((a, b) for a in range(2) for b in range(a + 1) if a or b))
first = (print("evaluated") or i for i in [1, 2])
print(next(first))

# === state ===
import inspect

g = count(1)
print(inspect.getgeneratorstate(g), g.gi_running, g.gi_yieldfrom, next(g), inspect.getgeneratorstate(g), list(g), inspect.getgeneratorstate(g))


def finallys():
    try:
        try:
            yield 1
        finally:
            print("inner finally")
            yield 2
    finally:
        print("outer finally")


for v in finallys():
    print(v)


def return_in_finally():
    try:
        yield 1
    finally:
        print("cleanup")


it = return_in_finally()
next(it)
it.close()


def pipeline(source, *stages):
    for stage in stages:
        source = stage(source)
    return source


def squares(s):
    for v in s:
        yield v * v


def odd(s):
    return (v for v in s if v % 2)


print(list(pipeline(range(6), squares, odd)), list(zip(count(3), count(5))), list(map(lambda a, b: a + b, count(3), count(3))))
infinite = (n for n in iter(int, 1))
print([next(infinite) for _ in range(3)])


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([v for v, _ in zip(fib(), range(12))])
print((lambda: (yield 5))().__next__(), [*(lambda: (yield from "xy"))()])
