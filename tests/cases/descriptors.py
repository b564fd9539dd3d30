# Descriptors: the order of lookup, properties, class and static methods, names that are set, slots and methods.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Data:
    def __init__(self, label):
        self.label = label

    def __set_name__(self, owner, name):
        self.name = name
        print("named", owner.__name__, name)

    def __get__(self, obj, objtype=None):
        return f"{self.label} of {'class' if obj is None else 'instance'} {objtype.__name__}"

    def __set__(self, obj, value):
        obj.__dict__[self.name] = f"stored {value}"

    def __delete__(self, obj):
        print("deleted", self.name)


class NonData:
    def __get__(self, obj, objtype=None):
        return "non-data"


class C:
    data = Data("data")
    non_data = NonData()
    plain = "class attribute"


# === the order: data descriptor, instance, non-data descriptor and class attribute ===
c = C()
print(c.data, C.data, c.non_data, c.plain)
c.data = 5
c.__dict__["non_data"] = "instance"
c.plain = "instance"
print(c.data, c.non_data, c.plain, c.__dict__)
del c.data
del c.plain
print(c.plain, "data" in c.__dict__, error(lambda: delattr(c, "plain")).split(":")[0])
C.data = "replaced"
print(C.data, c.data)


class OnlySet:
    def __set__(self, obj, value):
        obj.__dict__["x"] = value * 2


class OnlyGetSet:
    def __get__(self, obj, objtype=None):
        raise AttributeError("no value")

    def __set__(self, obj, value):
        raise AttributeError("read only")


class D:
    x = OnlySet()
    y = OnlyGetSet()

    def __getattr__(self, name):
        return f"getattr {name}"


d = D()
print(type(d.x).__name__)
d.x = 4
print(d.x, d.y, error(lambda: setattr(d, "y", 1)), "|", error(lambda: delattr(d, "x")).split(":")[0])


# === properties ===
class P:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        "The documentation."
        return self._v

    @v.setter
    def v(self, value):
        if value < 0:
            raise ValueError("negative")
        self._v = value

    @v.deleter
    def v(self):
        self._v = None

    only = property(lambda self: 5, doc="only read")
    nothing = property()


p = P()
p.v = 3
print(p.v, P.v.__doc__, P.only.__doc__, error(lambda: setattr(p, "v", -1)), p.v)
del p.v
print(p.v)
print(error(lambda: setattr(p, "only", 1)), "|", error(lambda: delattr(p, "only")), "|", error(lambda: p.nothing), "|", error(lambda: setattr(p, "nothing", 1)))
p.__dict__["only"] = "hidden"
print(p.only, isinstance(P.v, property), P.v.fget(p), P.v.fset is not None, P.only.fset, P.v.__get__(p), P.v.__get__(None, P) is P.v)


class Q(P):
    @P.v.getter
    def v(self):
        return "overridden"


print(Q().v, Q.only.__get__(Q()))


class Raises:
    @property
    def x(self):
        raise AttributeError("inside")

    @property
    def y(self):
        return self.missing


print(error(lambda: Raises().x), "|", error(lambda: Raises().y), "|", hasattr(Raises(), "x"), getattr(Raises(), "x", "default"))


# === methods are made by descriptors ===
class M:
    def f(self, a=1):
        return self, a

    @classmethod
    def c(cls, a=1):
        return cls.__name__, a

    @staticmethod
    def s(a=1):
        return a


m = M()
bound = m.f
print(bound.__self__ is m, bound.__func__ is M.f, bound == m.f, bound is m.f, bound(2)[1], M.f(m)[1], M.f.__get__(m)() == (m, 1), hash(bound) == hash(m.f), M().f == m.f)
print(m.c(), M.c(2), m.s(), M.s(3), type(M.__dict__["c"]).__name__, type(M.__dict__["s"]).__name__, M.c.__self__ is M, M.__dict__["c"].__func__.__name__, M.__dict__["s"](7))
m.f = lambda: "on the instance"
print(m.f(), bound.__name__, error(lambda: bound.missing), "|", error(lambda: setattr(bound, "x", 1)).split(":")[0])


class Sub(M):
    pass


print(Sub.c(), Sub().c(5), "abc".upper.__self__, [].append.__name__, type("".upper).__name__, type(str.upper).__name__, str.upper("abc"), error(lambda: str.upper(5)), "|", error(lambda: str.upper()))


# === a callable that is not a function does not bind ===
class Call:
    def __call__(self, *args):
        return args


class H:
    call = Call()
    builtin = len
    function = lambda self: "bound"


print(H().call(1), H().builtin([1, 2]), H().function())

# === lazy values ===


class lazy:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class L:
    calls = 0

    @lazy
    def value(self):
        L.calls += 1
        return 42


x = L()
print(x.value, x.value, L.calls, type(L.value).__name__, x.__dict__)

# === slots are descriptors ===


class S:
    __slots__ = ("a",)


s = S()
S.a.__set__(s, 5)
print(s.a, S.a.__get__(s), type(S.a).__name__, error(lambda: S.a.__get__(5)), "|", error(lambda: type("B", (), {"__slots__": ("x",), "x": 1})))
S.a.__delete__(s)
print(error(lambda: s.a))

# === special methods are looked up on the type ===


class T:
    def __len__(self):
        return 1


t = T()
t.__len__ = lambda: 99
t.__call__ = lambda: 5
print(len(t), t.__len__(), error(lambda: t()))
T.__getitem__ = lambda self, k: k * 2
T.__iter__ = None
print(t[4], error(lambda: iter(t)), "|", error(lambda: list(t)))
