# Classes: attributes, inheritance, super, the order of resolution, operators, slots, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === attributes of class and instance ===
class A:
    shared = []
    count = 0

    def __init__(self, x):
        self.x = x
        self.shared.append(x)
        A.count += 1

    def describe(self):
        return f"{type(self).__name__}({self.x})"


a, b = A(1), A(2)
a.count = "own"
print(A.shared, A.count, a.count, b.count, a.describe(), A.describe(b), vars(a), b.__dict__)
del a.count
print(a.count, error(lambda: delattr(a, "count")), "|", error(lambda: a.missing), "|", error(lambda: A.missing), "|", error(lambda: A()))
A.added = lambda self: "added later"
print(b.added(), hasattr(a, "x"), getattr(a, "zz", "default"), error(lambda: getattr(a, "zz")))
setattr(a, "odd name", 1)
print(getattr(a, "odd name"), vars(a))


# === diamonds ===
class Base:
    def who(self):
        return ["Base"]


class Left(Base):
    def who(self):
        return ["Left"] + super().who()


class Right(Base):
    def who(self):
        return ["Right"] + super().who()


class Bottom(Left, Right):
    def who(self):
        return ["Bottom"] + super().who()


print(Bottom().who(), [c.__name__ for c in Bottom.__mro__], Bottom.__bases__, Bottom.__base__.__name__)
print(super(Left, Bottom()).who(), super(Right, Bottom()).who(), Bottom.mro() == list(Bottom.__mro__), error(lambda: super(Bottom, Base()).who()).split(":")[0])
print(isinstance(Bottom(), Right), issubclass(Bottom, Base), issubclass(Base, (int, Bottom)), isinstance(1, (str, (float, int))), isinstance(True, int))
print(error(lambda: isinstance(1, 5)), "|", error(lambda: issubclass(1, int)))
print(error(lambda: type("X", (Base, Bottom), {})).split(":")[0])
print(error(lambda: type("X", (int, str), {})), "|", error(lambda: type("X", (bool,), {})), "|", error(lambda: type("X", (5,), {})).split(":")[0], "|", error(lambda: type("X", (Base, Base), {})))
print([c.__name__ for c in Base.__subclasses__()], Base.__subclasses__()[0] is Left)


# === super in its forms ===
class Root:
    @classmethod
    def make(cls):
        return cls.__name__

    @staticmethod
    def helper():
        return "static"

    @property
    def value(self):
        return 1


class Leaf(Root):
    @classmethod
    def make(cls):
        return "Leaf:" + super().make()

    @staticmethod
    def helper():
        return "leaf " + Root.helper()

    @property
    def value(self):
        return super().value + 1


class Leafer(Leaf):
    pass


print(Leafer.make(), Leafer().make(), Leafer.helper(), Leafer().value, error(lambda: setattr(Leafer(), "value", 1)))


def outside(self):
    return super().who()


print(error(lambda: outside(Base())))


# === operators ===
class V:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"V({self.x}, {self.y})"

    def __add__(self, other):
        return V(self.x + other.x, self.y + other.y) if isinstance(other, V) else NotImplemented

    def __mul__(self, k):
        return V(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return V(-self.x, -self.y)

    def __eq__(self, other):
        return isinstance(other, V) and (self.x, self.y) == (other.x, other.y)

    def __bool__(self):
        return bool(self.x or self.y)

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __len__(self):
        return 2

    def __iadd__(self, other):
        self.x += other.x
        return self

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __contains__(self, k):
        return k in (self.x, self.y)


u, v = V(1, 2), V(3, 4)
print(u + v, u * 3, 3 * u, -u, u == V(1, 2), u != v, bool(V(0, 0)), list(u), u[-1], len(u), u @ v, 4 in v, error(lambda: u + 1), "|", error(lambda: 1 + u), "|", error(lambda: u < v), "|", error(lambda: hash(u)))
same = u
u += v
print(u, same is u, [*v], max(v), not V(0, 0))


class Reflected(V):
    def __radd__(self, other):
        return "reflected first"

    def __add__(self, other):
        return "plain"


print(V(1, 1) + Reflected(1, 1), Reflected(1, 1) + V(1, 1))


class Ordered:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __le__(self, other):
        return self.n <= other.n


print(Ordered(1) < Ordered(2), Ordered(1) > Ordered(2), Ordered(1) >= Ordered(1), sorted([Ordered(2), Ordered(1)])[0].n, Ordered(1) == Ordered(1))


# === text, truth, calling ===
class Only:
    def __str__(self):
        return "str"


class Bad:
    def __repr__(self):
        return 5

    def __len__(self):
        return -1

    def __bool__(self):
        return 1

    def __hash__(self):
        return -1


print(str(Only()), f"{Only()}", error(lambda: repr(Bad())).split(":")[0], "|", error(lambda: len(Bad())), "|", error(lambda: bool(Bad())).split(":")[0], "|", hash(Bad()))


# === attribute access by hand ===
class Dynamic:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return f"<{name}>"

    def __setattr__(self, name, value):
        self.log.append(("set", name))
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.log.append(("del", name))
        object.__delattr__(self, name)


d = Dynamic()
d.x = 1
print(d.x, d.y, hasattr(d, "_z"), d.log)
del d.x
print(d.x, d.log, error(lambda: delattr(d, "nope")).split(":")[0])


class Every:
    def __getattribute__(self, name):
        return name if name != "real" else object.__getattribute__(self, "__class__").__name__


print(Every().anything, Every().real)


# === slots ===
class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = Slots()
print(s.a, error(lambda: s.b), "|", error(lambda: setattr(s, "c", 1)).split(":")[0], hasattr(s, "__dict__"), Slots.__slots__)
del s.a
print(hasattr(s, "a"))


class MoreSlots(Slots):
    pass


m = MoreSlots()
m.c = 5
print(m.a, m.c, vars(m))

# === private names ===


class Private:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x


p = Private()
print(p.get(), vars(p), error(lambda: p.__x))

# === creation and the class of an object ===


class New:
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.args = args
        return made if args else "not an instance"

    def __init__(self, *args):
        self.inited = True


print(New(1).args, New(1).inited, New(), error(lambda: object(1)), "|", error(lambda: object.__new__(5)).split(":")[0])


class Other:
    def hello(self):
        return "other"


class One:
    pass


o = One()
o.__class__ = Other
print(o.hello(), type(o).__name__, error(lambda: setattr(o, "__class__", int)).split(":")[0], error(lambda: setattr(o, "__class__", 5)).split(":")[0])


class Parent:
    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag


class Child(Parent, tag="t"):
    pass


print(Child.tag, error(lambda: type("X", (Parent,), {}, wrong=1)).split(":")[0], Child.__name__, Child.__qualname__, Child.__module__, repr(Child).endswith("Child'>"))
