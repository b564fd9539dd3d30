# Enumerations: members, lookup, aliases, auto, flags, mixins, methods, and what they refuse.
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def lower(self):
        return self.name.lower()

    @property
    def hot(self):
        return self is Color.RED

    @classmethod
    def default(cls):
        return cls.GREEN


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.CRIMSON is Color.RED, Color.RED.lower(), Color.RED.hot, Color.default())
print(list(Color), len(Color), list(Color.__members__), Color.RED in Color, Color.RED == 1, Color.RED != Color.BLUE, isinstance(Color.RED, Color), type(Color.RED).__name__, [c.name for c in reversed(Color)])
print(error(lambda: Color(9)), "|", error(lambda: Color["NO"]), "|", error(lambda: Color.NO).split(":")[0], "|", error(lambda: setattr(Color, "RED", 5)).split(":")[0], "|", error(lambda: delattr(Color, "RED")).split(":")[0], "|", error(lambda: Color.RED < Color.BLUE), "|", error(lambda: type("X", (Color,), {})).split(":")[0])
print({Color.RED: "r"}[Color.CRIMSON], hash(Color.RED) == hash(Color.CRIMSON), f"{Color.RED}", "%s" % Color.RED, str([Color.RED]), bool(Color.RED), Color)
color = Color.BLUE
match color:
    case Color.RED:
        print("red")
    case Color.BLUE:
        print("blue")


# === auto ===
class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


class Names(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return f"{name.lower()}{count}"

    X = auto()
    Y = auto()


print([m.value for m in Auto], [m.value for m in Names])


# === numbers and text ===
class Level(IntEnum):
    LOW = 1
    HIGH = 5


print(Level.LOW < Level.HIGH, Level.LOW + 1, Level.HIGH == 5, sorted([Level.HIGH, Level.LOW]), str(Level.LOW), repr(Level.LOW), f"{Level.LOW}", int(Level.HIGH), [10, 20][Level.LOW], Level(5), isinstance(Level.LOW, int), max(Level), sum(Level))


class Word(StrEnum):
    HELLO = auto()
    BYE = "see you"


print(Word.HELLO, repr(Word.BYE), Word.HELLO == "hello", Word.BYE.upper(), f"{Word.HELLO:>8}", Word("see you"), "".join(Word), isinstance(Word.BYE, str), {"hello": 1}[Word.HELLO])


# === values that are built ===
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def density(self):
        return round(self.mass / self.radius, 2)


class Coord(bytes, Enum):
    def __new__(cls, value, label):
        made = bytes.__new__(cls, [value])
        made._value_ = value
        made.label = label
        return made

    X = (0, "x")
    Y = (1, "y")


print(Planet.EARTH.mass, Planet.MARS.density, Planet((0.64, 3.39)), Coord(1).label, Coord.Y[0], Coord.X.value)


class Missing(Enum):
    NONE = None
    UNKNOWN = "?"

    @classmethod
    def _missing_(cls, value):
        return cls.UNKNOWN if isinstance(value, str) else None


print(Missing("anything"), Missing(None), error(lambda: Missing(5)))


# === flags ===
class Perm(Flag):
    R = 4
    W = 2
    X = 1
    RW = 6


rw = Perm.R | Perm.W
print(rw, repr(rw), rw is Perm.RW, Perm.R in rw, Perm.X in rw, rw & Perm.R, rw ^ Perm.R, ~Perm.R, Perm(0), bool(Perm(0)), Perm(7), [p.name for p in Perm], list(rw), len(rw), Perm["X"], (Perm.R | Perm.X).value, (Perm.R | Perm.X).name)
print(error(lambda: Perm.R | 1), error(lambda: Perm.R < Perm.W), rw == Perm.RW, hash(rw) == hash(Perm.RW), {rw}.pop())


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | Bits.B, (Bits.A | 4).value, Bits.A | Bits.B == 3, Bits(3), int(Bits.B), Bits.A + 1, Bits.A & 3, isinstance(Bits.A | Bits.B, Bits))


class AutoFlag(Flag):
    A = auto()
    B = auto()
    C = auto()
    ALL = A | B | C


print([m.value for m in AutoFlag], AutoFlag.ALL.value, list(AutoFlag.ALL))

# === by call, and what is refused ===
Animal = Enum("Animal", "CAT DOG")
Pair = Enum("Pair", {"a": 10, "b": 20})
Listed = IntEnum("Listed", [("one", 1), ("two", 2)])
print(list(Animal), Animal.CAT.value, Pair.b.value, Listed.two + 1, Animal.__name__)


def duplicate():
    @unique
    class Twice(Enum):
        A = 1
        B = 1


def reuse():
    class Reuse(Enum):
        A = 1
        A = 2


print(error(duplicate), "|", error(reuse), "|", Color._value2member_map_[2], Color.RED._name_, Color.__members__["CRIMSON"])


class WithConstants(Enum):
    _ignore_ = ["temporary"]
    temporary = 5
    A = 1

    def method(self):
        return self.value

    B = enum.nonmember(7) if hasattr(enum, "nonmember") else 7


print(WithConstants.A.method(), WithConstants.B, hasattr(WithConstants, "temporary"), "A" in WithConstants.__members__)
