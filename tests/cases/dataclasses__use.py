# Dataclasses: fields, defaults, order, freezing, inheritance, slots, and their functions.
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    total: ClassVar[int] = 7


p = Point(1)
print(p, Point(1, 2, ["a"]), Point(y=3, x=4), p == Point(1), p != Point(2), p == (1, 0, []), Point.total, Point.y, hasattr(Point, "x"))
p.tags.append("own")
print(p, Point(1).tags, [f.name for f in fields(p)], is_dataclass(Point), is_dataclass(p), is_dataclass(5), Point.__match_args__)
print(error(lambda: Point()), "|", error(lambda: Point(1, 2, [], 4)), "|", error(lambda: Point(1, zzz=2)), "|", error(lambda: p < Point(2)), "|", error(lambda: hash(p)))
match p:
    case Point(x, y):
        print("matched", x, y)


# === order and freezing ===
@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False, repr=False)


a, b = Version(1, 2, "a"), Version(1, 3, "b")
print(a < b, a <= a, max(a, b), sorted([b, a])[0], a == Version(1, 2, "z"), hash(a) == hash(Version(1, 2)), {a: "key"}[Version(1, 2)], a)
print(error(lambda: setattr(a, "major", 5)), "|", error(lambda: delattr(a, "major")), "|", error(lambda: a < 5), "|", isinstance(dataclasses.FrozenInstanceError(), AttributeError))
print(replace(a, minor=9), replace(a), error(lambda: replace(a, zzz=1)))


# === inheritance and __post_init__ ===
@dataclass
class Base:
    a: int = 1
    b: str = "base"

    def __post_init__(self):
        self.seen = ["base"]


@dataclass
class Derived(Base):
    b: str = "derived"
    c: InitVar[int] = 5
    d: int = field(init=False)

    def __post_init__(self, c):
        super().__post_init__()
        self.d = c * self.a


x = Derived(2, c=10)
print(x, x.seen, [f.name for f in fields(Derived)], asdict(x), astuple(x), Derived(), isinstance(x, Base), x == Base(2, "derived"))


# === keyword only, slots, own methods ===
@dataclass
class Options:
    name: str
    _: KW_ONLY
    debug: bool = False
    level: int = field(default=1, kw_only=True, metadata={"unit": "n"})


print(Options("x", debug=True), error(lambda: Options("x", True)), fields(Options)[2].metadata["unit"], fields(Options)[1].kw_only, fields(Options)[0].default is dataclasses.MISSING)


@dataclass(slots=True)
class Slots:
    a: int
    b: int = 2


s = Slots(1)
print(s, error(lambda: setattr(s, "zzz", 1)).split(":")[0], hasattr(s, "__dict__"), Slots.__slots__)


@dataclass(repr=False, eq=False)
class Own:
    a: int

    def __repr__(self):
        return "own repr"


print(Own(1), Own(1) == Own(1), hash(Own(1)) is not None)


@dataclass(init=False)
class NoInit:
    a: int = 3


print(NoInit().a, error(lambda: NoInit(1)).split(":")[0])


@dataclass(unsafe_hash=True)
class Hashed:
    a: int


print(hash(Hashed(1)) == hash(Hashed(1)))


# === nested values are copied ===
@dataclass
class Tree:
    value: int
    children: list["Tree"] = field(default_factory=list)


t = Tree(1, [Tree(2), Tree(3, [Tree(4)])])
d = asdict(t)
print(d)
t.children[0].value = 99
print(d["children"][0], t, astuple(t))
r = Tree(1)
r.children.append(r)
print(r)

# === made by hand, and what is refused ===
Made = make_dataclass("Made", [("x", int), "y", ("z", int, field(default=5))], namespace={"total": lambda self: self.x + self.z})
print(Made(1, 2), Made(1, 2).total(), Made.__name__)


def mutable_default():
    @dataclass
    class Bad:
        items: list = []


def order():
    @dataclass
    class Bad:
        a: int = 1
        b: int


def both():
    field(default=1, default_factory=list)


def thaw():
    @dataclass
    class Thawed(Version):
        z: int = 1


print(error(mutable_default), "|", error(order).split(":")[0], "|", error(both), "|", error(thaw), "|", error(lambda: fields(5)), "|", error(lambda: asdict(5)), "|", error(lambda: Made(1)))
