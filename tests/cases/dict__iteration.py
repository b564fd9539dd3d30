# Loops over dicts and their views: pairs taken apart, pairs kept, holes, changes in between.

d = {"a": 1, "b": 2, "c": 3, ("t", 1): 4, 5: 6}

for k, v in d.items():
    print(k, v)
for pair in d.items():
    print(pair, type(pair).__name__)
kept = [pair for pair in d.items()]
print(kept[0] is kept[0], kept[0] == ("a", 1), len(kept))
for (x, y), z in {(1, 2): 3, (4, 5): 6}.items():
    print(x + y + z)
for k in d:
    print(k, end=" ")
print()
for v in d.values():
    print(v, end=" ")
print()

# Holes, at the front, inside and at the end.
for gone in ["a", "c", 5]:
    del d[gone]
    print([k for k, v in d.items()], [v for k, v in d.items()])
print([(k, v) for k, v in {}.items()])


# The loop's variables may be locals, globals, cells, attributes, items.
def closed():
    calls = []
    for k, v in {"p": 1, "q": 2}.items():
        calls.append(lambda: (k, v))
    return [it() for it in calls]


class Place:
    pass


def odd_targets():
    place, items = Place(), [0, 0]
    for place.key, items[1] in {"r": 7, "s": 8}.items():
        print(place.key, items)
    for pair in {"u": 9}.items():
        first, second = pair
        print(pair, first, second)
    for first, *rest in {"w": 10}.items():
        print(first, rest)


print(closed())
odd_targets()

# An iterator that goes on after its loop; a change while it runs.
it = iter({1: 2, 3: 4}.items())
for k, v in it:
    break
print(k, v, next(it), next(it, "end"))
changing = {1: 1, 2: 2}
try:
    for k, v in changing.items():
        changing[k + 10] = v
except RuntimeError as error:
    print(error, len(changing))
try:
    for k, v in changing.items():
        print(k, v)
        changing.clear()
        changing[9] = 9
        changing.update({8: 8, 7: 7})
except RuntimeError as error:
    print(error)
replaced = {1: 1, 2: 2}
for k, v in replaced.items():
    replaced[k] = v * 10
print(replaced)

# Pairs that cannot be taken apart so.
try:
    for a, b, c in {1: 2}.items():
        pass
except ValueError as error:
    print(str(error)[:36])

# Copies are their own.
copied = dict(replaced)
copied[3] = 3
print(replaced, copied, type(copied))


class Sub(dict):
    def __init__(self, *args):
        super().__init__(*args)
        self["made"] = True


print(dict(Sub({1: 2})), Sub({1: 2}), dict(Sub()), dict(a=1), dict({"z": 0}, a=1))
try:
    dict({}, {})
except TypeError as error:
    print(error)

# Keys that are tuples.
grid = {(x, y): x * y for x in range(4) for y in range(4)}
print(grid[3, 2], (3, 3) in grid, (3, 4) in grid, grid.get((9, 9)), grid.get((2, 2)))
mixed = {(1, "a"): 1, (1.0, "a"): 2, (True, "a"): 3, (1, ("a",)): 4, (): 5, (None,): 6, (-1, -2): 7, (-2, -1): 8}
print(mixed, mixed[1, "a"], mixed[()], mixed[-1, -2], mixed[-2, -1])
print(hash((1, 2)) == hash((1.0, True + 1)), hash((2**61 - 1,)) == hash((0,)), hash((-1,)) == hash((-2,)))
try:
    {}[(1, [2])]
except TypeError as error:
    print(error.__class__.__name__)



class Same:
    def __hash__(self):
        return hash("text")

    def __eq__(self, other):
        return True


print(list({Same(): 1, "text": 2}.values()), list({"text": 1, Same(): 2}), {"text": 1, "te" + "xt": 2})

# Natives whose other parameters are keywords, called without.
print(sorted("cab"), sum([1, 2], 3), max(3, 1, 2), min([4, 2]), [*zip("ab", "cd")])
print("a,b".split(","), int("12"), round(2.5), {}.update({}), sorted([3, 1], reverse=True))
for bad in (lambda: {}.update(1, 2), lambda: {}.update(3)):
    try:
        bad()
    except TypeError as error:
        print(error)
