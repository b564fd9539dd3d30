# Sorting: stability, keys, reversal, objects that compare, errors in the middle, and the related functions.
import functools
import operator


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === stability ===
pairs = [(i % 3, i) for i in range(12)]
by_first = sorted(pairs, key=lambda p: p[0])
assert [p[1] for p in by_first if p[0] == 0] == [0, 3, 6, 9]
print(by_first)
print(sorted(pairs, key=lambda p: p[0], reverse=True))
words = "the Quick brown Fox jumps Over the lazy Dog".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), sorted(words, reverse=True))

# === larger inputs, against counting ===
state = 12345


def random(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state % n


for size in (0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 200, 1000):
    for spread in (2, 10, 10**6):
        data = [random(spread) for _ in range(size)]
        done = sorted(data)
        assert len(done) == size and all(a <= b for a, b in zip(done, done[1:]))
        assert sorted(data, reverse=True) == done[::-1]
        assert all(done.count(v) == data.count(v) for v in set(data[:5]))
        keyed = sorted(range(size), key=data.__getitem__)
        assert [data[i] for i in keyed] == done and all(i < j for i, j in zip(keyed, keyed[1:]) if data[i] == data[j])
for shape in (list(range(100)), list(range(100, 0, -1)), [1] * 100, list(range(50)) + list(range(50)), [i ^ 1 for i in range(100)]):
    assert sorted(shape) == sorted(shape[::-1]) == sorted(sorted(shape, reverse=True))

# === mixed numbers, text, sequences ===
print(sorted([3, 1.5, True, -2, 2**70, 0.0, -(2**70)]), sorted(["b", "a", "B", "", "ab", "é", "z"]), sorted([(2, 1), (1, 5), (1,)]), sorted([[2], [1, 2], []]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted(b"cab"))
print(error(lambda: sorted([1, "a"])), "|", error(lambda: sorted([None, None])), "|", error(lambda: sorted([1j, 2j])), "|", error(lambda: sorted(5)), "|", error(lambda: sorted([{}, {}])))
nan = float("nan")
print(len(sorted([nan, 1, nan, 0])), sorted([2, 1], key=None), sorted([], key=5), error(lambda: sorted([1], key=5)))


# === only __lt__ is asked ===
class Only:
    asked = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Only.asked += 1
        return self.n < other.n

    def __repr__(self):
        return f"<{self.n}>"


items = [Only(n) for n in (3, 1, 2)]
print(sorted(items), Only.asked <= 3, items, min(items), max([Only(1), Only(2)], key=lambda o: o.n), sorted(items, reverse=True))


class Reflected:
    def __init__(self, n):
        self.n = n

    def __gt__(self, other):
        return self.n > other.n


print([r.n for r in sorted([Reflected(2), Reflected(1)])])

# === errors in the middle ===


class Fails:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 3:
            raise ValueError("no order")
        return self.n < other.n


items = [Fails(n) for n in (5, 3, 4, 1)]
print(error(items.sort), sorted(f.n for f in items))
keys = []


def key(v):
    keys.append(v)
    if v == 2:
        raise KeyError("key")
    return v


items = [3, 2, 1]
print(error(lambda: items.sort(key=key)), items, keys)


def changes(v):
    items.append(9)
    return v


items = [2, 1]
print(error(lambda: items.sort(key=changes)))
seen = []
items = [3, 1, 2]
items.sort(key=lambda v: seen.append(len(items)) or v)
print(seen, items)

# === keys made of comparisons ===
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted("bca", key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))))
rows = [{"n": 2, "s": "b"}, {"n": 1, "s": "c"}, {"n": 2, "s": "a"}]
print(sorted(rows, key=operator.itemgetter("n", "s")), sorted(rows, key=operator.itemgetter("s"), reverse=True)[0]["s"], sorted([1 + 2j, 0j], key=operator.attrgetter("imag")), sorted(["b", "A"], key=operator.methodcaller("lower")))

# === minimum and maximum ===
print(min(3, 1, 2), max([3, 1]), min("b", "a", key=ord), max(["aa", "b"], key=len), min([], default=5), max((), default=None), min([1, 1.0]), max([1, True]), max([(1, "a"), (1, "b")]), min([[2], [1, 9]]), max("abc", "abd"))
print(error(lambda: min([])).split(":")[0], error(lambda: max(5)), error(lambda: min(1, 2, default=3)).split(":")[0], error(lambda: min(1, "a")), error(lambda: max()).split(":")[0])
print(list(reversed(sorted([2, 1]))), [3, 1, 2].sort(), sorted(sorted([3, 1]), reverse=True), sorted(iter([2, 1])), sorted(x for x in (2, 1)), sorted(range(3), key=lambda v: -v))
a = [5, 2, 8]
b = a
a.sort(reverse=True)
print(a, b is a, a.sort(key=str), a, sorted(a, key=lambda v: v % 3), [*map(str, sorted(a))])
