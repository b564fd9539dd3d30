# The match statement: every kind of pattern, their order, what they bind, and classes that take part.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Color:
    RED = 1
    GREEN = 2


def kind(v):
    match v:
        case None:
            return "none"
        case True | False as b:
            return f"bool {b}"
        case 0 | 1:
            return "small"
        case -1:
            return "minus one"
        case 1.5:
            return "float"
        case 2 + 3j:
            return "complex"
        case "text":
            return "text"
        case b"bytes":
            return "bytes"
        case Color.GREEN:
            return "green"
        case int(n) if n > 100:
            return f"big {n}"
        case int():
            return "int"
        case str(s):
            return f"str {s}"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"one and {rest}"
        case [first, *_, last] if first == last:
            return f"same ends {first}"
        case (Point(x=0, y=0), Point() as p):
            return f"origin and {p.x},{p.y}"
        case [[a, b], [c, d]]:
            return f"square {a}{b}{c}{d}"
        case [*all]:
            return f"sequence {all}"
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": t, **rest} if rest:
            return f"type {t} and {rest}"
        case {"nested": {"deep": [_, x, *_]}}:
            return f"deep {x}"
        case {}:
            return f"mapping {sorted(v)}"
        case Point(0, y):
            return f"on the axis {y}"
        case Point(x, y=1 | 2 as y):
            return f"near {x} {y}"
        case Point(x=x):
            return f"point {x}"
        case _:
            return "other"


for v in (None, True, False, 0, 1, 1.0, -1, 1.5, 2 + 3j, "text", b"bytes", 2, 101, 50, "s", [], (), [5], (5,), [1, 2, 3], [7, 8, 7], [Point(0, 0), Point(3, 4)], [[1, 2], [3, 4]], [9, 8], range(2), {"type": "circle", "r": 3, "z": 0}, {"type": "x", "k": 1}, {"type": "x"}, {"nested": {"deep": [1, 2, 3]}}, {}, {1: 2}, Point(0, 5), Point(3, 2), Point(3, 3), b"x", bytearray(b"text"), {1}, object, "", 3.0):
    print(v if not isinstance(v, (Point, list)) or v and not isinstance(v[0] if isinstance(v, list) else v, Point) else "points", "->", kind(v))


# === the subject is evaluated once; nothing is bound where no case matches ===
def once():
    calls.append(1)
    return 5


calls = []
match once():
    case 1 | 2:
        pass
    case 3 | 5 as got:
        print(got, calls)
match 7:
    case 8:
        never = 1
print("never" in globals())


# === guards see what was bound, and bindings stay ===
def guard(v):
    match v:
        case [a, b] if a > b:
            return "falling"
        case [a, b] if a == b:
            return "level"
        case [a, b]:
            return f"rising {a} {b}"
    return "no pair"


print(guard([2, 1]), guard([1, 1]), guard([1, 2]), guard([1]), guard("ab"))
match [1, 2, 3]:
    case [x, y]:
        pass
    case [x, *_] if x > 1:
        pass
    case _:
        print("bound on the way:", x)


# === classes ===
class Base:
    pass


class Derived(Base, Point):
    pass


class Meta:
    __match_args__ = ("a",)

    @property
    def a(self):
        raise AttributeError("a")


class BadArgs:
    __match_args__ = ["x"]


class BadNames:
    __match_args__ = (5,)


def classes(v):
    match v:
        case Base() as d:
            return type(d).__name__
        case Meta(1):
            return "meta"
        case bool(b) | float(b):
            return b
        case dict(d) | list(d) | set(d):
            return len(d)
    return "none"


print(classes(Derived(1, 2)), classes(Meta()), classes(True), classes(2.5), classes([1]), classes({1: 1}), classes(5))


def too_many(v):
    match v:
        case Point(1, 2, 3):
            pass


def int_two(v):
    match v:
        case int(1, 2):
            pass


def bad(v, c):
    match v:
        case c(1):
            pass


def twice(v):
    match v:
        case Point(1, x=1):
            pass


NotAClass = 5


def not_class(v):
    match v:
        case NotAClass():
            pass


for call in (lambda: too_many(Point(1, 2)), lambda: int_two(1), lambda: bad(BadArgs(), BadArgs), lambda: bad(BadNames(), BadNames), lambda: bad(Base(), Base), lambda: twice(Point(1, 1)), lambda: not_class(1)):
    print(error(call).split(":")[0])


# === what counts as a sequence or a mapping ===
from collections import OrderedDict, defaultdict, deque, namedtuple
from collections.abc import Sequence


class Seq(Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (10, 20)[i]


class GetItem:
    def __getitem__(self, i):
        raise IndexError


def shape(v):
    match v:
        case [a, b]:
            return f"pair {a} {b}"
        case {"k": k}:
            return f"key {k}"
        case [*_]:
            return "sequence"
    return "neither"


d = defaultdict(list, k=1)
print([shape(v) for v in (deque([1, 2]), namedtuple("N", "a b")(3, 4), Seq(), GetItem(), d, OrderedDict(k=5), "ab", b"ab", {1, 2}, iter([1, 2]), range(5), defaultdict(int))])
print(len(defaultdict(int)), dict(d))


# === values are compared, constants by identity ===
class Eq:
    def __eq__(self, other):
        return True


match Eq():
    case None:
        print("identity")
    case "anything":
        print("equality")
match 1:
    case True:
        print("true")
    case 1:
        print("one")

# === syntax: match and case are names too ===
match = {"case": 1}
case = match["case"]
match[case] = 2
print(match, case)
match match:
    case {1: two}:
        print(two)
match 1, 2:
    case 1, x:
        print(x)
match *[1, 2], 3:
    case [*xs, 3]:
        print(xs)
for source in ("match 1:\n case x: pass\n case y: pass\n", "match 1:\n case [x, x]: pass\n", "match 1:\n case {**r, 'a': 1}: pass\n", "match 1:\n case 1 | x: pass\n", "match 1:\n case {'a': 1, 'a': 2}: pass\n", "match 1:\n case x | 1: pass\n"):
    try:
        compile(source, "<source>", "exec")
        print("compiled")
    except SyntaxError as e:
        print("syntax error", e.lineno)
