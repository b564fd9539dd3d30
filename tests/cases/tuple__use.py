# Tuples: methods, comparison, hashing, nesting, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === text ===
print((), (1,), (1, 2), ((),), (1, (2, (3,))), ([],), ("a",), tuple("ab"), (None, ...))

# === construction ===
print(tuple(), tuple([1]), tuple("ab"), tuple({"k": 1}), tuple(x for x in range(3)), (*"ab", 1), (*(), *[1]))
t = 1, 2
assert t == (1, 2) and tuple(t) is t
print(error(lambda: tuple(5)), "|", error(lambda: tuple(1, 2)))

# === methods and operators ===
t = (1, 2, 1.0, "a", True)
print(t.count(1), t.index("a"), t.index(1, 1), t + (5,), t * 2 == t + t, 0 * t, t[1:3], t[-1], t[::-1], len(t), "a" in t, 5 not in t)
print(error(lambda: t.index("zz")).split(":")[0], error(lambda: t[9]), error(lambda: t + [1]), error(lambda: t * t))
print(error(lambda: t.__setitem__), "|", error(lambda: exec("t[0] = 1", {"t": t})), "|", error(lambda: exec("del t[0]", {"t": t})), "|", error(lambda: t.append))
u = t
u += (9,)
print(u, t, u is t)
m = ([1], 2)
try:
    m[0] += [5]
except TypeError as e:
    print(e, m)

# === comparison ===
print((1, 2) < (1, 3), (1,) < (1, 0), () < (1,), (1, "b") > (1, "a"), (1, 2) == (1.0, 2.0), (1,) == [1], (2, "a") > (1, 5))
print(error(lambda: (1, "a") < (1, 2)), "|", error(lambda: (1,) < 1))
print(sorted([(2, "b"), (1, "z"), (2, "a"), (1,)]), max((1, 5), (2, 0)), min([(3, 1), (3, 0)]))

# === hashing ===
assert hash((1, 2)) == hash((1.0, 2.0)) and hash(()) == hash(()) and hash((1, (2, 3))) == hash((1, (2, 3)))
d = {(1, 2): "a", (): "b", (1, (2,)): "c"}
print(d[(1, 2)], d[()], d[1, 2], d[1, (2,)], (1.0, 2) in d)
print(error(lambda: hash(([],))), "|", error(lambda: hash((1, {}))))

# === iteration ===
it = iter((1, 2, 3))
print(next(it), it.__length_hint__(), list(it), next(it, "end"), list(reversed((1, 2))), dict([(1, 2), (3, 4)]), list(zip(*[(1, 2), (3, 4)])))


class T(tuple):
    __slots__ = ()

    def __new__(cls, *items):
        return super().__new__(cls, items)

    @property
    def first(self):
        return self[0]


x = T(1, 2)
print(x, x.first, x == (1, 2), type(x[:]).__name__, type(x + ()).__name__, hash(x) == hash((1, 2)), {(1, 2): "found"}[x], tuple(x) == x, type(tuple(x)).__name__)
print(error(lambda: setattr(x, "y", 1)).split(":")[0])
a = []
r = (a,)
a.append(r)
print(r, a)
