# Unpacking: targets of every kind, stars, swapping, chains, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === plain targets ===
a, b = 1, 2
a, b = b, a
(c, d), [e, f] = "xy", {1: 0, 2: 0}
(g,) = [5]
[h] = (6,)
() = []
[] = ()
i = j = k = [0]
print(a, b, c, d, e, f, g, h, i is j is k)
x = y, z = 1, 2
print(x, y, z)
(p) = 3
q, r = (s, t) = iter([7, 8]) if False else (7, 8)
print(p, q, r, s, t)

# === stars ===
first, *middle, last = range(5)
print(first, middle, last)
*start, end = "abc"
print(start, end)
head, *tail = [1]
print(head, tail)
*all_of_it, = (1, 2)
print(all_of_it)
(m, *n), *o = ["abc", 1, 2]
print(m, n, o)
[u, [*v], w] = 1, (2, 3), 4
print(u, v, w)
*_, final = (i * i for i in range(4))
print(final, _)

# === other targets ===
class Box:
    pass


box, items, data = Box(), [0] * 4, {}
box.a, items[1], data["k"] = 1, 2, 3
box.b, *items[2:], data["rest"] = "pqrs"
print(vars(box), items, data)
index = 0
index, items[index] = 2, "late"
print(index, items)
for box.loop, (inner, *more) in [(1, "ab"), (2, "cde")]:
    print(box.loop, inner, more, end="; ")
print()
for items[0] in range(3):
    pass
print(items[0], [(a, b) for a, *b in ["ab", "cde"]], {k: v for k, (v, *_) in {"x": "yz"}.items()})
with_pair = {}
for with_pair["i"], with_pair["j"] in zip("ab", "cd"):
    pass
print(with_pair)

# === order ===
log = []


class Loud:
    def __init__(self, name):
        object.__setattr__(self, "name", name)

    def __setattr__(self, key, value):
        log.append((self.name, key, value))

    def __setitem__(self, key, value):
        log.append((self.name, key, value))


def note(value):
    log.append(("note", value))
    return value


one, two = Loud("one"), Loud("two")
one.x, two[note("key")], *one[note("star")] = note("right"), 5, 6, 7
print(log)
log.clear()
one.a = two.b = note("chain")
print(log)

# === wrong counts ===
for source in ("a, b = 1, 2, 3", "a, b = [1]", "a, b = ()", "a, *b, c = [1]", "a, b = 5", "a, b = None", "(a, b), c = 1, 2", "a, b = iter([1, 2, 3])", "[a] = []", "() = [1]", "a, b = {1}", "*a, = 5", "for a, b in [(1,)]: pass", "a, b, c = 'ab'"):
    try:
        exec(source)
    except Exception as e:
        text = str(e)
        print(type(e).__name__, text if "not enough" in text or "non-iterable" in text else text[:24])


class Stops:
    def __init__(self):
        self.asked = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.asked += 1
        return self.asked


s = Stops()
try:
    a, b = s
except ValueError:
    print("asked", s.asked)


class Broken:
    def __iter__(self):
        yield 1
        raise KeyError("broken")


def use():
    a, b = Broken()


print(error(use))

# === in displays and calls ===
print([*"ab", *[1], *(), *{2: 0}], (*"ab",), {*[1], *[1]}, {**{"a": 1}, **{"a": 2, "b": 3}}, [*(i for i in range(2)), *range(2)], *[1, 2], *"z", sep="|")
print(error(lambda: [*5]), "|", error(lambda: {**[]}), "|", error(lambda: print(*5)), "|", error(lambda: {*[[]]}).split(":")[0])


def returns_star():
    return 1, *[2, 3]


def yields_star():
    yield 1, *"ab"


print(returns_star(), list(yields_star()), [1, *[2, *[3, *[4]]]])
for x in 1, *[2, 3]:
    print(x, end=" ")
print(a := 5, (lambda *p: p)(*range(3), *"x"))
d = {"b": 1}
del d["b"], x
print(d, error(lambda: x))
(a, b), c = [1, 2], 3
del (a, [b]), c
print(error(lambda: a), "|", error(lambda: c))

# === refused by the compiler ===
for source in ("*a = [1]", "*a, *b = [1]", "a + 1 = 2", "f() = 1", "1 = a", "a, 1 = 1, 2", "None = 1", "[a, b]() = 1", "(a): int, b = 1", "x = *a", "del f()", "a += b += 1", "(a, b) += 1", "for 1 in x: pass", "True = 1", "del *a", "a = yield = 1", "lambda: x = 1"):
    try:
        compile(source, "<source>", "exec")
        print("compiled", source)
    except SyntaxError:
        print("refused", end=" ")
print()
