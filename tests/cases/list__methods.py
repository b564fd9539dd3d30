# Lists: methods, operators, changing while iterating, recursion, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === growing ===
a = [1]
print(a.append(2), a.extend("ab"), a.extend(range(2)), a.insert(0, 0), a.insert(100, "end"), a.insert(-100, "start"), a.insert(-1, "x"), a)
a.extend(a)
print(len(a))
a += (x for x in (1, 2))
print(a[-3:])
print(error(lambda: a.extend(5)), "|", error(lambda: a.append()), "|", error(lambda: a.insert(1)), "|", error(lambda: [] + (1,)), "|", error(lambda: (1,) + []))
before = a
a += [9]
assert before is a
a = a + [9]
assert before is not a

# === shrinking ===
b = [1, 2, 3, 2, 1]
print(b.pop(), b.pop(0), b.pop(-1), b, b.remove(2), b, b.clear(), b)
print(error(lambda: [].pop()), "|", error(lambda: [1].pop(5)), "|", error(lambda: [1].remove(2)), "|", error(lambda: [1].pop("a")))

# === finding ===
c = [1, 2.0, "a", None, True, [1], 2]
print(c.index(2), c.index(2, 2), c.count(1), c.count(2), c.index(None), c.index([1]), 1.0 in c, [] in c, "b" not in c, c.index(2, -3))
print(error(lambda: c.index(99)).split(":")[0], error(lambda: c.index(1, 5)).split(":")[0], error(lambda: c.index("a", 0, 2)).split(":")[0])
nan = float("nan")
print(nan in [nan], [nan].index(nan), [nan].count(nan), [nan] == [nan])

# === reversing, copying ===
d = [1, [2], 3]
e = d.copy()
e[1].append(9)
e.reverse()
print(d, e, list(reversed(d)), d[::-1] == e, e is d, d.copy() == d)

# === repeating ===
print([1, 2] * 3, 2 * [0], [1] * 0, [1] * -1, [[]] * 2)
f = [[]] * 3
f[0].append(1)
print(f, error(lambda: [1] * "a"), error(lambda: [1] * 1.5))
f *= 2
print(len(f), all(x is f[0] for x in f))

# === comparing ===
print([1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 9], [1, "a"] == [1, "a"], [1] == (1,), [1] != [1], [1, 2] <= [1, 2])
print(error(lambda: [1] < ["a"]), "|", error(lambda: [1] < 5), "|", error(lambda: [1] < (1,)), "|", [1, 2] < [2, "a"])
print(error(lambda: hash([])))

# === text ===
g = [1, "a", None, 1.5, [2], (3,), {"k": []}, b"x", ...]
print(g, str(g), repr(g) == str(g))
g = [1]
g.append(g)
print(g, len(g), g[1] is g)
h = [g]
print(h, {"l": g}, (g,))

# === changing while iterating ===
seen, a = [], [1, 2, 3]
for x in a:
    seen.append(x)
    if len(a) < 6:
        a.append(x * 10)
print(seen)
a = list(range(8))
for x in a:
    a.remove(x)
print(a)
a = [1, 2, 3]
it = iter(a)
print(next(it), it.__length_hint__())
a.clear()
print(list(it), list(it), error(lambda: next(it)))
a.extend([7, 8, 9])
print(list(it), it.__length_hint__())
r = reversed([1, 2, 3])
print(next(r), r.__length_hint__(), list(r), list(r))

# === sorting (see sorting.py for more) ===
a = [3, 1, 2]
print(a.sort(), a, a.sort(reverse=True), a, sorted(a), a)
print(error(lambda: [1, "a"].sort()), "|", error(lambda: [3, 1].sort(lambda x: x)), "|", error(lambda: [2, 1].sort(key=5)))

# === construction ===
print(list(), list("abc"), list((1, 2)), list({"a": 1}), list(range(3)), list(x for x in "ab"), list([1]), [*"ab", *range(2), *[]])
print(error(lambda: list(5)), "|", error(lambda: list(1, 2)), "|", error(lambda: [*5]))
print(list(map(str, [1, 2])), list(zip("ab", [1, 2, 3])), list(filter(None, [0, 1, "", "a"])), list(enumerate("ab", 5)))


class L(list):
    def __getitem__(self, i):
        return "got"

    def append(self, x):
        super().append(x * 2)


x = L([1, 2])
x.append(5)
print(x, x[0], list(x), type(x + [1]).__name__, type(x.copy()).__name__, x == [1, 2, 10], isinstance(x, list), len(x))
x.name = "attribute"
print(x.name, error(lambda: setattr([], "name", 1)).split(":")[0])
print(bool([]), bool([0]), any([0, "", None]), any([0, 1]), all([]), all([1, 0]), sum([[1], [2]], []), error(lambda: sum(["a"])))


class Noisy:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        log.append((self.n, other.n if isinstance(other, Noisy) else other))
        return False


log = []
p, q = Noisy(1), Noisy(2)
print(p in [p], log, p in [q], log, [p, q].count(q), log)
