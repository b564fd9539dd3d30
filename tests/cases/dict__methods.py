# Dicts: methods, order, views, changing while iterating, equal keys, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === construction ===
print({}, dict(), dict(a=1, b=2), dict([("a", 1), ("b", 2)]), dict({"a": 1}, b=2), dict(["ab", "cd"]), dict(zip("ab", range(2))), {**{"a": 1}, "b": 2, **{"a": 3}})
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys(()), {k: v for k, v in [(1, 2), (1, 3)]}, {1: "a", 1.0: "b", True: "c"})
print(error(lambda: dict(5)), "|", error(lambda: dict([1])).split(":")[0], "|", error(lambda: dict(["abc"])), "|", error(lambda: dict({}, {})), "|", error(lambda: {**5}))


class Mapping:
    def keys(self):
        return ["x", "y"]

    def __getitem__(self, key):
        return key * 2


print(dict(Mapping()), {**Mapping()}, dict(Mapping(), z=1))

# === getting and setting ===
d = {"a": 1, "b": 2}
print(d["a"], d.get("a"), d.get("z"), d.get("z", 5), "a" in d, "z" not in d, 1 in d, len(d))
print(d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d)
print(error(lambda: d["zz"]), "|", error(lambda: d[(1, 2)]), "|", error(lambda: d.pop("zz")), "|", error(lambda: {}.popitem()), "|", error(lambda: d.__delitem__("zz")))
print(error(lambda: d.get([])).split(":")[0], error(lambda: d.__setitem__({}, 1)).split(":")[0], error(lambda: [] in d).split(":")[0])
print(d.pop("n"), d.pop("zz", "default"), d.popitem(), d)
d["a"] = 10
d["c"] = 30
del d["b"]
d["b"] = 20
print(d, list(d), list(reversed(d)))

# === updating and merging ===
print(d.update({"a": 0}), d.update([("x", 1)], y=2), d.update(z=3), d.update(), d)
print(d | {"a": "new", "q": 1}, {"q": 1} | d == d | {"q": 1}, list({"q": 1} | d)[0])
d |= [("a", "in place")]
print(d["a"], error(lambda: d | [("a", 1)]), "|", error(lambda: d.update(5)), "|", error(lambda: d.update([1])).split(":")[0])

# === views ===
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, "a" in i)
d["c"] = 3
print(k, v, i, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k == {"a", "b", "c"}, k < {"a", "b", "c", "d"}, k.isdisjoint("xyz"), i & {("a", 1)})
print(v == d.values(), k == d.keys(), i == d.items(), k.mapping, error(lambda: k.mapping.__setitem__), error(lambda: k[0]))

# === equality ===
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {1: 2} == {1.0: 2.0}, {} == [], {1: 2} != {1: 3}, error(lambda: {} < {1: 2}), error(lambda: hash({})))

# === changing while iterating ===
d = {"a": 1, "b": 2}


def grow():
    for key in d:
        d[key + "x"] = 1


def shrink():
    for key in d:
        del d[key]


print(error(grow), "|", error(shrink))
d = {"a": 1, "b": 2}
for key in d:
    d[key] += 10
print(d)
for key in list(d):
    del d[key]
print(d)
it = iter({1: 1, 2: 2})
print(next(it), it.__length_hint__(), list(it), list(it))

# === equal keys, own hashes ===


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"Key({self.n})"


d = {Key(n): n for n in range(6)}
del d[Key(3)]
d[Key(1)] = "one"
print(d, Key(3) in d, d[Key(5)], d.get(Key(9)))


class NoHash:
    def __eq__(self, other):
        return True


class BadHash:
    def __hash__(self):
        return "x"


print(error(lambda: hash(NoHash())), "|", error(lambda: hash(BadHash())))
first = 1.0
d = {first: "a"}
d[1] = "b"
print(d, d[True])

# === many keys ===
d = {}
for n in range(1000):
    d[n * 7919 % 1000] = n
for n in range(0, 1000, 3):
    del d[n]
print(len(d), sum(d), sum(d.values()), list(d)[:8], 333 in d, 334 in d, next(reversed(d)))
d.clear()
print(d, len(d))

# === missing, and other subclasses ===


class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


x = Default(a=1)
print(x["b"], x, x.get("zz"), "zz" in x, type(x.copy()).__name__, x | {}, x == {"a": 1, "b": "bb"})
r = {}
r["self"] = r
print(r, [r], copy := r.copy(), copy is r)
print({"a": {"b": [1, {"c": ()}]}}, str({1: "x"}), repr({"it's": 'q"'}), {None: None, ...: 1, (): 2})
