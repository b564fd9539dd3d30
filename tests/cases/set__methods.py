# Sets and frozensets: methods, operators, order of subsets, and what they refuse. Output is sorted: a set has no order.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def show(s):
    return "{" + ", ".join(sorted(map(repr, s))) + "}"


# === construction and text ===
print(set(), frozenset(), {1}, frozenset({1}), {"a"}, {(1, 2)}, set("a"), {frozenset({1})}, {1, 1.0, True}, set([1, 1]))
print(show(set("hello")), show({x % 3 for x in range(10)}), show({*"ab", *[1]}), show(frozenset([3, 1])), len({0, False, 0.0, "0"}))
print(error(lambda: set(5)), "|", error(lambda: set(1, 2)), "|", error(lambda: {[]}).split(":")[0], "|", error(lambda: {{}}).split(":")[0], "|", error(lambda: hash(set())))

# === adding and removing ===
s = {1, 2}
print(s.add(3), s.add(1), s.discard(9), s.discard(1), s.remove(2), show(s), s.pop(), s, s.clear())
print(error(lambda: s.remove(5)), "|", error(lambda: s.remove("a")), "|", error(lambda: s.pop()), "|", error(lambda: s.add([])).split(":")[0])
s.update("ab", [1], {2: 3}, ())
print(show(s), s.update(), error(lambda: s.update(5)))

# === operators and methods ===
a, b = {1, 2, 3}, {3, 4}
print(show(a | b), show(a & b), show(a - b), show(b - a), show(a ^ b))
print(show(a.union([5], "x")), show(a.intersection([1, 9], {1, 2})), show(a.difference([1], [2])), show(a.symmetric_difference([1, 9])), show(a.union()), show(a.intersection()))
print(error(lambda: a | [1]), "|", error(lambda: a & "a"), "|", error(lambda: a + b), "|", error(lambda: a - [1]))
c = set(a)
same = c
c |= {9}
c &= {1, 2, 9}
c -= {2}
c ^= {1, 7}
print(show(c), same is c)
c.intersection_update([7, 9], [7])
c.difference_update([0])
c.symmetric_difference_update("z")
print(show(c), error(lambda: c.__ior__([1])), error(lambda: exec("c |= [1]", {"c": c})))

# === comparison ===
print({1} < {1, 2}, {1} <= {1}, {1} < {1}, {1, 2} > {2}, {1} == frozenset({1}), {1} < {2}, {1} > {2}, set() < {1}, {1} == [1], {1} != {1})
print({1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), {1}.isdisjoint("ab"), error(lambda: {1} < [1]))
print(1 in a, 1.0 in a, "1" in a, {1} in {frozenset({1})}, error(lambda: [] in a).split(":")[0])

# === frozensets ===
f, g = frozenset("ab"), frozenset("ba")
assert f == g and hash(f) == hash(g) and frozenset(f) is f and f.copy() is f
print({f: 1}[g], type(f | {"c"}).__name__, type({"c"} | f).__name__, type(f & f).__name__, error(lambda: f.add("x")), error(lambda: f.pop))
h = f
h |= {"z"}
print(show(h), show(f), h is f)

# === changing while iterating ===


def grow():
    s = {1, 2}
    for x in s:
        s.add(x + 100)


print(error(grow))
s = set(range(100))
s -= set(range(0, 100, 2))
print(len(s), sum(s), min(s), max(s), sorted(s)[:5], sorted(s, reverse=True)[:3])
x = {1, 2}
y = x.copy()
y.add(3)
print(show(x), show(y), x is y, bool(set()), bool({0}), list({5}), tuple({5}), next(iter({5})))


class S(set):
    pass


z = S([1])
print(z, type(z | {2}).__name__, type(z.copy()).__name__, z == {1}, S(), repr(frozenset([frozenset()])))
print(any({0}), all(set()), sorted(map(len, [{1}, {1, 2}, set()])), sum({1, 2, 3}), {x: 1 for x in {7}}, {None}, {...})
