# Comprehensions: scopes, nesting, conditions, the walrus, and their order of evaluation.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === kinds ===
print([x * x for x in range(5)], {x: str(x) for x in range(3)}, sorted({x % 3 for x in range(9)}), list(x for x in "abc"), [x for x in []])
print([x for x in range(10) if x % 2 if x > 3], [x if x % 2 else -x for x in range(5)], [(x, y) for x in range(3) for y in range(x)], [[y for y in range(x)] for x in range(3)])
print([a + b for a, b in [(1, 2), (3, 4)]], [first for first, *_ in ["abc", "de"]], {k: v for k, v in zip("ab", [1, 2])}, {v: k for k, v in {"a": 1}.items()}, [i for i, in [(1,), (2,)]])
print([[row[i] for row in [[1, 2], [3, 4]]] for i in range(2)], [x for row in [[1, 2], [3]] for x in row], [*[x for x in "ab"], *(y for y in "cd")])

# === their variable is their own ===
x = "outside"
made = [x for x in range(3)]
print(x, made, [y for y in [x]])


def in_function():
    x = "local"
    made = [x for x in "ab"]
    return x, made, [x + y for y in "cd"]


print(in_function())
try:
    [unbound for _ in range(1)]
except NameError as e:
    print(e)
[only_here for only_here in range(2)]
print(error(lambda: only_here))

# === the first iterable is evaluated outside ===


def order():
    log = []

    def note(v):
        log.append(v)
        return v

    {note(k): note(k * 10) for k in note([1, 2]) if note(True)}
    return log


print(order())


class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    pairs = [(i, j) for i in items for j in range(i)]


print(C.doubled, C.pairs)


class D:
    n = 5
    failing = error(lambda: [n for _ in range(1)])


print(D.failing)

# === the walrus binds outside ===
print([last := i for i in range(4)], last)
print(any((found := n) > 3 for n in range(10)), found)


def walrus():
    if any((w := i) == 2 for i in range(5)):
        return w


print(walrus(), [y := 1, y**2], (z := 5) + z)
total = 0
print([total := total + v for v in range(5)], total)

# === closures in comprehensions ===
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]], [f(10) for f in [(lambda k: lambda v: v * k)(k) for k in range(3)]])


def nested(n):
    return [[i * j + n for j in range(n)] for i in range(n)]


print(nested(3))


def free():
    a = 2
    return [[a * x * y for y in range(2)] for x in range(3)], {a: [a for a in range(a)] for a in range(a)}


print(free())

# === errors come through ===
print(error(lambda: [1 // (x - 1) for x in range(3)]).split(":")[0], error(lambda: [x for x in 5]), error(lambda: {[]: 1 for _ in "a"}).split(":")[0], error(lambda: [a for a, b in [(1,)]]))
print(error(lambda: {x for x in [[]]}).split(":")[0])

# === deep and long ===
print(len([0 for a in range(10) for b in range(10) for c in range(10) if a < b < c]), sum([x for x in range(1000)]), [[[[1 for _ in "a"] for _ in "b"] for _ in "c"] for _ in "d"])
print({**{i: i for i in range(2)}, **{i: -i for i in range(1, 3)}}, "".join(c.upper() for c in "abc" if c != "b"), max((len(w), w) for w in ["a", "ccc", "bb"]))
print([x for x in (yes for yes in (1, 0, 2) if yes)], [(i, c) for i, c in enumerate("ab") for _ in range(i)], dict((k, v) for k, v in zip("ab", range(2))))
print([lambda: 0 for _ in range(1)][0](), [not x for x in (0, 1)], [x and y for x in (0, 1) for y in (0, 2)], [1 < x < 3 for x in range(4)], [None for None_ in range(2)])
print([s for s in [1, 2, 3]][::-1], sorted(set(w[0] for w in "red rose green grass".split())), [x for x in "a" for x in x + "b"])
