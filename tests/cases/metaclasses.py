# Metaclasses: making classes, the namespace, calling, attributes of classes, conflicts, and abstract classes.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === the order of steps ===
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, [b.__name__ for b in bases], kwargs)
        return {"prepared": True}

    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")))
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def hello(cls):
        return f"hello from {cls.__name__}"

    @property
    def prop(cls):
        return f"prop of {cls.__name__}"

    def __len__(cls):
        return 7

    def __getitem__(cls, key):
        return (cls.__name__, key)

    def __iter__(cls):
        return iter("xyz")

    def __contains__(cls, x):
        return x == 1

    def __repr__(cls):
        return f"<<{cls.__name__}>>"

    def __getattr__(cls, name):
        if name.startswith("dynamic"):
            return name.upper()
        raise AttributeError(name)

    def __add__(cls, other):
        return f"{cls.__name__}+{other}"


class Base(metaclass=Meta, flag=1):
    x = 1

    def __init__(self, *args):
        print("instance", args)


class Derived(Base):
    y = 2


d = Derived(1, 2)
print(type(Derived) is Meta, Derived.prepared, Derived.hello(), Derived.prop, len(Derived), Derived["k"], list(Derived), 1 in Derived, Derived, [Base])
print(Derived.dynamic_x, error(lambda: Derived.other), "|", error(lambda: d.hello), "|", error(lambda: d.prop), "|", Base + 5, isinstance(Derived, Meta), bool(Base))

# === type with three arguments ===
T = type("T", (Base,), {"z": 3, "m": lambda self: self.z})
print(T.z, type(T).__name__, T.__name__, T.__module__)
U = type("U", (), {})
print(U.__bases__, U().__class__.__name__, U.__dict__.get("__doc__", "none"), type(U), type(type), type.__mro__)
print(error(lambda: type()), "|", error(lambda: type(1, 2)), "|", error(lambda: type("X", (), 5)), "|", error(lambda: type(5, (), {})), "|", error(lambda: type("X", [], {})))
U.__name__ = "Renamed"
print(U.__name__, error(lambda: setattr(U, "__name__", 5)), "|", error(lambda: setattr(int, "x", 5)).split(":")[0])


# === conflicts ===
class Other(type):
    pass


class WithOther(metaclass=Other):
    pass


print(error(lambda: type("X", (Base, WithOther), {})))


class Both(Meta, Other):
    pass


class Fine(Base, WithOther, metaclass=Both):
    pass


print(type(Fine).__name__)

# === a metaclass that is a function ===


def make(name, bases, namespace, **kwargs):
    return name, bases, sorted(k for k in namespace if not k.startswith("__")), kwargs


class NotAClass(metaclass=make, k=1):
    a = 1
    b = 2


print(NotAClass)


# === a namespace that records ===
class Recorder(dict):
    def __init__(self):
        super().__init__()
        self.names = []

    def __setitem__(self, key, value):
        if not key.startswith("__"):
            self.names.append(key)
        super().__setitem__(key, value)

    def __missing__(self, key):
        if key.startswith("auto_"):
            return key
        raise KeyError(key)


class Recording(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Recorder()

    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, dict(namespace))
        cls.order = namespace.names
        return cls


class Fields(metaclass=Recording):
    b = 1
    a = auto_made
    b = 3

    def method(self):
        pass


print(Fields.order, Fields.a)


# === bases that are not classes ===
class Entry:
    def __mro_entries__(self, bases):
        return (Real,)


class Real:
    pass


class UsesEntry(Entry()):
    pass


print(UsesEntry.__bases__ == (Real,), type(UsesEntry.__orig_bases__[0]).__name__)


# === singletons and registries ===
class Singleton(type):
    made = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args, **kwargs)
        return cls.made[cls]


class One(metaclass=Singleton):
    def __init__(self, n=0):
        self.n = n


print(One(1) is One(2), One().n)


class Registry(type):
    known = {}

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        Registry.known[name.lower()] = cls


for name in ("Circle", "Square"):
    Registry(name, (), {"sides": len(name)})
print({k: v.sides for k, v in Registry.known.items()})

# === isinstance by hand, and abstract classes ===


class Even(type):
    def __instancecheck__(cls, x):
        return isinstance(x, int) and x % 2 == 0

    def __subclasscheck__(cls, c):
        return c in (int, bool)


class EvenInt(metaclass=Even):
    pass


print(isinstance(4, EvenInt), isinstance(5, EvenInt), issubclass(int, EvenInt), issubclass(str, EvenInt))
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    def show(self):
        return f"{self.name}:{self.area()}"


class Sq(Shape):
    name = "sq"

    def area(self):
        return 4


print(Sq().show(), error(lambda: Shape())[:50], sorted(Shape.__abstractmethods__), isinstance(Sq(), Shape))
Shape.register(int)
print(isinstance(5, Shape), issubclass(bool, Shape), Shape in int.__mro__)
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Sized

print([isinstance(x, Iterable) for x in ([], "a", 5, {}, iter([]))], isinstance([], Sequence), isinstance({}, Mapping), isinstance(len, Callable), isinstance([], Hashable), isinstance(Sq, Sized))
