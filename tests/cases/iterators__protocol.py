# Iterators: the protocol, the old one with __getitem__, sentinels, the built-in ones, and what they refuse.


def error(call):
    try:
        call()
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Count:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


class Sequence:
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, i):
        log.append(i)
        return self.items[i]


log = []

# === classes that iterate ===
print(list(Count(3)), [*Count(2)], sum(Count(4)), 2 in Count(3), max(Count(3)), tuple(Count(0)), dict(zip("ab", Count(5))), ",".join(map(str, Count(3))))
c = Count(3)
print(next(c), list(c), list(c), next(c, "default"), error(lambda: next(c)))
print(list(Sequence(1, 2)), log, 2 in Sequence(1, 2, 3), log[-1], list(iter(Sequence("x"))), [a for a in Sequence(*"ab")])
it = iter(Sequence(1))
print(next(it), error(lambda: next(it)), error(lambda: next(it)), type(it).__name__)


class Both(Sequence):
    def __len__(self):
        return len(self.items)


print(list(reversed(Both(1, 2, 3))), error(lambda: reversed(Sequence(1))), error(lambda: reversed({1})), list(reversed({"a": 1, "b": 2})))


class Reverse:
    def __reversed__(self):
        return iter("reversed")


print("".join(reversed(Reverse())))

# === sentinels ===
values = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(values), 0)), list(values), error(lambda: iter(5, 0)).split(":")[0])

# === what is refused ===


class NotIterator:
    def __iter__(self):
        return 5


class NoIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


class Raises:
    def __iter__(self):
        raise KeyError("in iter")


class RaisesNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("in next")


for call in (lambda: iter(5), lambda: iter(NotIterator()), lambda: iter(NoIter()), lambda: iter(Raises()), lambda: list(RaisesNext()), lambda: next([]), lambda: next(5), lambda: [x for x in None], lambda: list(object()), lambda: iter(), lambda: next(iter([]))):
    print(error(call))

# === the built-in iterators ===
for v in ([1], (1,), "é", b"a", {1: 1}, {1}, range(1), {1: 1}.values(), {1: 1}.items(), reversed([1]), enumerate("a"), zip("a"), map(str, "a"), filter(None, "a"), (i for i in "a")):
    it = iter(v)
    print(type(it).__name__, iter(it) is it, next(it), next(it, "end"), end="; ")
print()
print(list(enumerate("ab", start=5)), list(zip()), list(zip([1, 2], "a")), list(zip([1], "b", [2])), list(map(lambda *a: a, "ab", [1, 2, 3])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(None, [0, "", 3])))
print(list(zip("ab", [1, 2], strict=True)), error(lambda: list(zip("ab", [1], strict=True))), "|", error(lambda: list(zip("a", [1, 2], strict=True))))
print(error(lambda: map(str)), "|", error(lambda: list(map(len, [1]))), "|", error(lambda: list(filter(5, [1]))), "|", error(lambda: zip(5)))
a, b = iter("abc"), iter([1])
print(list(zip(a, b)), list(a))
shared = iter(range(6))
print(list(zip(shared, shared)), list(map(lambda x, y: x - y, *[iter(range(6))] * 2)))

# === ranges ===
print(list(range(3)), list(range(2, 8, 3)), list(range(5, 0, -2)), list(range(0)), list(range(3, 1)), range(1, 10, 3), range(5), range(0, 5) == range(5), range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)))
r = range(1, 20, 4)
print(len(r), r[1], r[-1], 5 in r, 6 in r, 5.0 in r, "5" in r, r.index(9), r.count(9), r.count(8), r.start, r.stop, r.step, list(reversed(r)), bool(range(0)), max(r), sum(r))
print(error(lambda: range(1, 2, 0)), "|", error(lambda: range(1.5)), "|", error(lambda: range()), "|", error(lambda: r.index(2)), "|", error(lambda: range("a")), "|", error(lambda: setattr(r, "start", 1))[:14])
print(range(10**20, 10**20 + 3)[1], len(range(0, 10**18, 7)), 10**19 in range(0, 10**20, 10), list(range(2**63 - 1, 2**63 + 2)), range(-1, -10, -3)[::-1])

# === loops ===
for i in range(3):
    if i == 5:
        break
else:
    print("else after the end", i)
for i in range(3):
    if i == 1:
        break
else:
    print("not here")
for i in []:
    pass
else:
    print("else of an empty loop", i)
n = 3
while n:
    n -= 1
    if n == 1:
        continue
else:
    print("while else", n)
for i in range(3):
    i += 10
    print(i, end=" ")
print(i)
total = 0
for x in (a := [1, 2, 3]):
    for y in a:
        if y > x:
            break
        total += y
    else:
        total += 100
print(total)

# === length hints, and copies ===
import operator

print(operator.length_hint([1, 2]), operator.length_hint(iter([1, 2])), operator.length_hint(Count(2)), operator.length_hint(Count(2), 7), operator.length_hint(iter(range(5))), operator.length_hint(iter("abc")))
print(any(x > 1 for x in Count(5)), all([]), any([]), all(Count(3)), sum([]), sum(Count(3), 10), sum([0.1] * 3) < 0.31, sum([[1], [2]], []), error(lambda: sum(["a"])), "|", error(lambda: sum("ab", "")))
