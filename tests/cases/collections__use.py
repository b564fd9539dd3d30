# The collections module: Counter, defaultdict, deque, namedtuple, OrderedDict, ChainMap and the User classes.
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === Counter ===
c = Counter("abracadabra")
print(c, c["a"], c["zz"], "zz" in c, c.most_common(2), c.most_common()[-1][1], sorted(c.elements()), c.total(), len(c), sum(c.values()))
c.update("aab")
c.update({"z": 5})
c.subtract("ab")
print(sorted(c.items()), Counter(a=1, b=-1) + Counter(a=2, b=3), Counter("aab") - Counter("ab"), Counter("aab") & Counter("abb"), Counter("aab") | Counter("abb"), +Counter(a=1, b=-1), -Counter(a=1, b=-1))
print(Counter("ab") == Counter("ba"), Counter(a=1) <= Counter(a=2), Counter(a=0) == Counter(), Counter([1, 1, 2]).most_common(1), Counter({"x": 3}), Counter(), error(lambda: Counter.fromkeys("ab")), "|", error(lambda: Counter(5)))
d = Counter(a=3)
d["b"] += 2
del d["zz"]
d -= Counter(a=1)
print(d, d.copy() == d, dict(d), list(Counter("hello")))

# === defaultdict ===
d = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    d[k].append(v)
print(d, d["zz"], "zz" in d, d.get("no"), "no" in d, d.default_factory, dict(d))
n = defaultdict(int, {"x": 1})
n["y"] += 1
print(n, defaultdict(None, a=1), error(lambda: defaultdict(None)["k"]), "|", error(lambda: defaultdict(5)), "|", n.copy(), n | {"z": 9}, type(n | {}).__name__)
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
print(list(t), list(t["a"]["b"]))

# === deque ===
q = deque([1, 2, 3], maxlen=4)
q.append(4)
q.append(5)
q.appendleft(0)
print(q, q.maxlen, q.pop(), q.popleft(), q, q[0], q[-1], len(q), 3 in q, q.count(2), q.index(3))
q.extend([7, 8])
q.extendleft("ab")
print(q)
q.rotate(1)
print(q, q.rotate(-2), q, list(reversed(q)), q.reverse(), q)
q = deque("abcdef")
q.insert(2, "X")
q.remove("d")
del q[0]
q[1] = "Y"
print(q, q == deque("XYcef"), deque([1]) < deque([2]), deque() + deque([1]), deque([1]) * 2, q.copy() is q, deque([1, 2], 1), bool(deque()))
print(error(lambda: deque().pop()), "|", error(lambda: deque().popleft()), "|", error(lambda: deque([1])[5]), "|", error(lambda: deque([1]).remove(5))[:10], "|", error(lambda: deque([1]).index(5))[:10], "|", error(lambda: deque(maxlen=-1)), "|", error(lambda: deque([1], 1).insert(0, 1)), "|", error(lambda: deque(5)))


def changing():
    d = deque([1, 2])
    for x in d:
        d.append(x)


print(error(changing), deque([1, [2]]), deque(maxlen=0))
big = deque(range(1000))
big.rotate(333)
print(big[0], big[500], sum(big), [big.popleft() for _ in range(3)], big.clear(), big)

# === namedtuple ===
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), P._fields, p._asdict(), p._replace(x=9), P._make([5, 6]), tuple(p), P(*"ab"), hash(p) == hash((1, 2)), p + (3,), len(p), P.__name__, P.__doc__, P.x.__doc__)
x, y = p
D = namedtuple("D", ["a", "b", "c"], defaults=[2, 3])
print(x, y, D(1), D._field_defaults, namedtuple("R", "a class a _b", rename=True)._fields, namedtuple("C", "a, b")(1, 2))
print(error(lambda: P(1)).split(":")[0], error(lambda: P(1, 2, 3)).split(":")[0], error(lambda: setattr(p, "x", 5)).split(":")[0], "|", error(lambda: namedtuple("B", "a class")), "|", error(lambda: namedtuple("B", "_a")), "|", error(lambda: namedtuple("B", "a a")), "|", error(lambda: namedtuple("1", "a")), "|", error(lambda: p._replace(z=1)).split(":")[1])


class Q(namedtuple("Q", "x y")):
    __slots__ = ()

    @property
    def total(self):
        return self.x + self.y


print(Q(1, 2).total, Q(1, 2), isinstance(Q(1, 2), tuple))

# === OrderedDict ===
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
print(list(o.items()), o.popitem(last=False), o.popitem(), o == {"c": 3}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), {"a": 1, "b": 2} == OrderedDict(b=2, a=1))
o = OrderedDict.fromkeys("abc")
o.move_to_end("c", last=False)
o["a"] = "new"
print(list(o), list(reversed(o)), error(lambda: o.move_to_end("zz")), error(lambda: OrderedDict().popitem()), list((o | {"z": 1}).keys()), o.pop("a"), o.setdefault("q", 5))

# === ChainMap ===
base, top = {"a": 1, "b": 2}, {"b": 20}
m = ChainMap(top, base)
m["c"] = 3
print(m["a"], m["b"], dict(m) == {"a": 1, "b": 20, "c": 3}, sorted(m), len(m), top, m.new_child({"a": 9})["a"], m.parents["b"], m.get("zz", "d"), "a" in m, m.maps is m.maps)
print(error(lambda: m["zz"]), "|", error(lambda: m.pop("a")), "|", m.pop("c"), m)

# === User classes ===


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


class Doubled(UserList):
    def append(self, v):
        super().append(v * 2)


u = Upper(a=1)
u.update(b=2)
l = Doubled([1])
l.append(5)
s = UserString("abc")
print(u, u.data, l, l + [3], type(l + []).__name__, s.upper(), type(s.upper()).__name__, s == "abc", s + "d", len(s), isinstance(l, list), l[::-1], "B" in u)
