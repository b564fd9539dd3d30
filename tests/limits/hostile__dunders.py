# expect: exit 0
# expect: stdout contains survived
# Special methods that lie about types and sizes, or change what is being walked: exceptions, never a crash.


class Liar:
    def __init__(self, answer):
        self.answer = answer

    def __len__(self):
        return self.answer

    def __index__(self):
        return self.answer

    def __hash__(self):
        return self.answer

    def __iter__(self):
        return self.answer

    def __repr__(self):
        return self.answer

    def __bool__(self):
        return self.answer

    def __length_hint__(self):
        return self.answer

    def __fspath__(self):
        return self.answer

    def __contains__(self, x):
        return self.answer


def shrink(items):
    class Eq:
        def __eq__(self, other):
            items.clear()
            return False

        def __hash__(self):
            return 1

        def __lt__(self, other):
            items.clear()
            return True

        def __repr__(self):
            items.clear()
            return "x"

        def __index__(self):
            items.clear()
            return 0

    return Eq()


uses = [len, hash, iter, list, repr, str, bool, lambda v: [1][v], lambda v: range(v), lambda v: 1 in v, lambda v: {v: 1}, lambda v: "a" * v, bytes, lambda v: [1, 2][v:], hex, chr, lambda v: "%d" % v, lambda v: f"{v!r}", int, float, sorted, sum, max, enumerate, zip, dict, set, tuple, lambda v: "".join(v), lambda v: print(v, end=""), round, abs, lambda v: divmod(v, v), lambda v: isinstance(v, v), lambda v: getattr(v, v), lambda v: exec(v), lambda v: v @ v]
for answer in (-1, 0, 2**63, 2**70, -(2**63), None, "text", 1.5, [], object(), float("nan"), b"", True):
    for use in uses:
        try:
            use(Liar(answer))
        except Exception:
            pass
walks = [lambda l, e: l.index(1), lambda l, e: l.count(e), lambda l, e: l.remove(5), lambda l, e: l == [e] * len(l), lambda l, e: l.sort(), lambda l, e: sorted(l), lambda l, e: repr(l), lambda l, e: l[e], lambda l, e: l.insert(e, e), lambda l, e: l.__setitem__(slice(e, None), l), lambda l, e: 5 in l, lambda l, e: max(l), lambda l, e: l.pop(e), lambda l, e: l * e, lambda l, e: l.extend(map(lambda v: l.clear(), l)), lambda l, e: l.__delitem__(slice(e, None)), lambda l, e: [x == e for x in l], lambda l, e: l < [e] * 9, lambda l, e: l.sort(key=lambda v: l.append(v))]
for walk in walks:
    items = []
    hostile = shrink(items)
    items.extend([hostile] * 9)
    try:
        walk(items, hostile)
    except Exception:
        pass
for walk in (lambda d, e: d.get(e), lambda d, e: repr(d), lambda d, e: d == {e: e, 1: 2}, lambda d, e: d.update({e: 1}), lambda d, e: d.pop(e), lambda d, e: list(map(lambda k: d.clear(), d)), lambda d, e: d | d, lambda d, e: set(d) == {e}, lambda d, e: d.setdefault(e, d), lambda d, e: dict(d, **d), lambda d, e: [d.clear() for _ in d.items()]):
    items = {}
    hostile = shrink(items)
    items.update({hostile: 1, 1: hostile, 2: 3})
    try:
        walk(items, hostile)
    except Exception:
        pass
print("survived")
