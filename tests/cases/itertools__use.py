# The itertools module: every iterator, with its edges.
import itertools
import operator
from itertools import accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === endless ones ===
print(list(islice(count(), 3)), list(islice(count(5, -2), 4)), list(islice(count(0.5, 0.25), 3)), list(islice(cycle("ab"), 5)), list(cycle([])), list(repeat("x", 3)), list(repeat(1, 0)), list(repeat(1, -5)), list(islice(repeat(None), 2)))
c = count(10)
print(next(c), next(c), c, count(1, 2), repeat("a", 2), repeat("a"), error(lambda: count("a")), list(islice(count(2**63 - 1), 2)), list(zip(count(), "ab")))

# === cutting ===
print(list(islice("abcdef", 3)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)), list(islice("abc", 0)), list(islice("abc", 5, 10)), error(lambda: islice("a", -1)), "|", error(lambda: islice("a", 1, 2, 0)))
it = iter(range(10))
print(list(islice(it, 3)), next(it), list(islice(it, 1, 3)), list(it))
print(list(takewhile(lambda x: x < 3, [1, 2, 5, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 5, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1, ""])), list(compress("abcd", [1, 0, 1])), list(compress("ab", [True] * 5)))

# === joining ===
print(list(chain("ab", [1], ())), list(chain()), list(chain.from_iterable(["ab", [1]])), list(zip_longest("ab", [1, 2, 3])), list(zip_longest("a", "bc", fillvalue="-")), list(zip_longest()), list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(lambda *a: a, ["ab", ()])), list(pairwise("abcd")), list(pairwise("a")))
print(error(lambda: list(chain(1))), "|", error(lambda: list(chain.from_iterable([1]))), "|", error(lambda: zip_longest(5)), "|", error(lambda: list(starmap(pow, [1]))))

# === running totals ===
print(list(accumulate([1, 2, 3])), list(accumulate([3, 1, 2], max)), list(accumulate("abc")), list(accumulate([1, 2], operator.mul, initial=10)), list(accumulate([], initial=5)), list(accumulate([])), list(accumulate([[1], [2]])), list(accumulate([2, 3, 4], lambda a, b: a * b)))

# === groups ===
print([(k, list(g)) for k, g in groupby("aabbbca")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, g in groupby([])])
groups = groupby("aabb")
k1, g1 = next(groups)
k2, g2 = next(groups)
print(k1, list(g1), k2, next(g2), list(g2), next(groups, "end"))
print([(k, sorted(v for _, v in g)) for k, g in groupby(sorted([("b", 1), ("a", 2), ("b", 0)]), key=operator.itemgetter(0))])

# === copies of an iterator ===
a, b, c = tee(iter("xyz"), 3)
print(next(a), next(a), list(b), list(a), list(c), tee([1], 0), error(lambda: tee([1], -1)))
a, b = tee(x * x for x in range(3))
print(list(zip(a, b)))

# === combinatorics ===
print(list(product("ab", [1, 2])), list(product("ab", repeat=2))[:3], list(product()), list(product("ab", [])), len(list(product(range(3), repeat=3))))
print(list(permutations("abc")), list(permutations("abc", 2))[:3], list(permutations("ab", 3)), list(permutations([], 0)), len(list(permutations(range(5)))))
print(list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations("ab", 0)), list(combinations_with_replacement("ab", 2)), len(list(combinations(range(10), 5))), error(lambda: combinations("a", -1)), "|", error(lambda: permutations("a", -1)))
print(["".join(p) for p in permutations("aab", 2)], sum(1 for _ in combinations_with_replacement(range(4), 3)), list(combinations(iter([1, 2, 3]), 3)))

# === laziness ===
log = []


def noisy(n):
    for i in range(n):
        log.append(i)
        yield i


first = next(chain(noisy(3), noisy(3)))
taken = list(islice(noisy(10), 2))
print(first, taken, log)
log.clear()
print(next(filter(lambda x: x > 1, noisy(5))), log, [x for x, _ in zip(noisy(5), "ab")], log)


def fails():
    yield 1
    raise ValueError("inside")


print(error(lambda: list(chain(fails(), [2]))), "|", error(lambda: list(product(fails()))), "|", error(lambda: list(accumulate(fails()))), [x for x in islice(fails(), 1)])
for it in (chain(), cycle(()), islice("", 1), accumulate([]), pairwise(""), starmap(pow, [])):
    assert iter(it) is it and next(it, None) is None
print(type(chain()).__name__, itertools.chain.__name__, isinstance(count(), count), list(map(operator.add, count(), [10, 20])))


def sieve():
    yield 2
    primes = []
    for n in count(3, 2):
        if all(n % p for p in takewhile(lambda p: p * p <= n, primes)):
            primes.append(n)
            yield n


print(list(islice(sieve(), 15)), list(zip(*[iter("abcdef")] * 2)))
