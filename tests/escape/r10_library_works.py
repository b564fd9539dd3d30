# The bundled library works for restricted code as it is: it runs unrestricted itself.
# args: --restricted
# wall: 40s
# expect: exit 0
# expect: stdout lacks FAILED
# expect: stdout contains classes ok
import traceback
def step(f):
    try:
        f()
    except BaseException as e:
        print(f.__name__, "FAILED", type(e).__name__, e)
        traceback.print_exc()
    else:
        print(f.__name__, "ok")
@step
def dataclasses_():
    import dataclasses as d
    from dataclasses import dataclass, field
    @dataclass(order=True, frozen=True)
    class A: x: int; y: list = field(default_factory=list, compare=False)
    @dataclass(slots=True, kw_only=True)
    class B: a: int = 1; b: str = "x"
    @dataclass
    class Base:
        i: int = 0
        def __post_init__(self): self.j = 1
    @dataclass
    class Derived(Base): k: float = 2.0
    assert d.asdict(Derived()) == {"i": 0, "k": 2.0} and d.astuple(A(1)) == (1, [])
    assert d.replace(B(), a=3).a == 3 and repr(B()) == "dataclasses_.<locals>.B(a=1, b='x')", repr(B())
    assert [f.name for f in d.fields(A)] == ["x", "y"] and A(1) < A(2) and hash(A(1)) is not None
    d.make_dataclass("M", ["p", ("q", int, 3)])(1)
    try: A(1).x = 2
    except d.FrozenInstanceError: pass
    assert A.__doc__
@step
def enums():
    import enum
    class C(enum.Enum):
        A = enum.auto(); B = "b"
        def f(self): return self.name
        @classmethod
        def g(cls): return list(cls)
    class F(enum.Flag): X = 1; Y = 2; XY = 3
    class I(enum.IntEnum): ONE = 1
    class S(enum.StrEnum): P = enum.auto()
    assert C.A.f() == "A" and C("b") is C.B and C["A"].value == 1 and len(C.g()) == 2
    assert F.X | F.Y is F.XY and I.ONE == 1 and S.P == "p" and C.__members__["A"] is C.A
    E2 = enum.Enum("E2", "p q"); assert E2.p.value == 1
    assert repr(C.A) == "<C.A: 1>" and C.A in C
    import pickle, copy
    assert copy.deepcopy(C.A) is C.A
@step
def typing_():
    import typing
    from typing import NamedTuple, TypedDict, Protocol, Generic, TypeVar, runtime_checkable, get_type_hints, Optional, Union, List, Literal, Annotated, cast, overload, Any, Callable
    class N(NamedTuple): a: int; b: str = "q"
    class T(TypedDict, total=False): k: int
    @runtime_checkable
    class P(Protocol):
        def m(self) -> int: ...
    class Impl:
        def m(self): return 1
    V = TypeVar("V")
    class G(Generic[V]):
        def f(self, x: V) -> "list[int]": return [x]
    assert N(1).b == "q" and N(1)._asdict() == {"a": 1, "b": "q"} and T(k=1) == {"k": 1}
    assert isinstance(Impl(), P) and G[int]().f(2) == [2]
    assert get_type_hints(G.f)["return"] == list[int]
    assert get_type_hints(N)["a"] is int
    assert typing.get_origin(Optional[int]) is Union and typing.get_args(List[int]) == (int,)
    class G2[T]:
        def f(self, x: T) -> T: return x
    assert G2[int]().f(1) == 1
@step
def functools_():
    import functools as ft
    @ft.lru_cache(maxsize=None)
    def fib(n): "doc"; return n if n < 2 else fib(n-1) + fib(n-2)
    assert fib(30) == 832040 and fib.cache_info().hits and fib.__name__ == "fib" and fib.__doc__ == "doc"
    assert fib.__wrapped__
    def deco(f):
        @ft.wraps(f)
        def w(*a): return f(*a)
        return w
    @deco
    def g(x): "gdoc"; return x
    assert g.__name__ == "g" and g.__doc__ == "gdoc" and g(1) == 1
    class C:
        @ft.cached_property
        def p(self): self.n = getattr(self, "n", 0) + 1; return self.n
        @ft.singledispatchmethod
        def s(self, x): return "o"
        @s.register
        def _(self, x: int): return "i"
        pm = ft.partialmethod(lambda self, a: a, 5)
    c = C(); assert c.p == c.p == 1 and c.s(1) == "i" and c.s("") == "o" and c.pm() == 5
    @ft.singledispatch
    def sd(x): return "o"
    @sd.register(int)
    def _(x): return "i"
    @sd.register
    def _(x: list): return "l"
    assert sd(1) == "i" and sd([]) == "l" and sd("") == "o"
    @ft.total_ordering
    class O:
        def __init__(s, v): s.v = v
        def __eq__(s, o): return s.v == o.v
        def __lt__(s, o): return s.v < o.v
    assert O(1) <= O(2) and ft.reduce(lambda a, b: a + b, [1, 2]) == 3 and sorted([3, 1], key=ft.cmp_to_key(lambda a, b: a - b)) == [1, 3]
    p = ft.partial(int, base=2); assert p("11") == 3 and p.keywords == {"base": 2}
@step
def collections_():
    import collections as c, collections.abc
    P = c.namedtuple("P", "x y", defaults=[0]); P.__doc__ = "d"
    assert P(1)._replace(x=2) == (2, 0) and P._fields == ("x", "y") and P(1)._asdict() == {"x": 1, "y": 0}
    assert c.Counter("aab").most_common(1) == [("a", 2)] and c.OrderedDict(a=1).popitem() == ("a", 1)
    d = c.defaultdict(list); d[1].append(2); q = c.deque([1, 2], maxlen=2); q.append(3)
    class U(c.UserDict): pass
    class L(c.UserList): pass
    assert U(a=1)["a"] == 1 and L([1]) + [2] == [1, 2] and c.ChainMap({1: 2})[1] == 2
    class M(collections.abc.Mapping):
        def __getitem__(s, k): return 1
        def __iter__(s): return iter("a")
        def __len__(s): return 1
    assert dict(M()) == {"a": 1} and isinstance([], collections.abc.Sequence)
@step
def abc_contextlib():
    import abc, contextlib, io
    class A(abc.ABC):
        @abc.abstractmethod
        def f(self): ...
        @property
        @abc.abstractmethod
        def g(self): ...
    class B(A):
        def f(self): return 1
        g = 2
    assert B().f() == 1 and issubclass(B, A)
    try: A()
    except TypeError as e: assert "abstract" in str(e)
    A.register(int); assert isinstance(1, A)
    class H(abc.ABC):
        @classmethod
        def __subclasshook__(cls, C): return any("q" in B.__name__ for B in C.__mro__) or NotImplemented
    @contextlib.contextmanager
    def cm():
        try: yield 1
        except KeyError: pass
    with cm() as v: raise KeyError
    with contextlib.suppress(ValueError): raise ValueError
    out = io.StringIO()
    with contextlib.redirect_stdout(out): print("x")
    assert out.getvalue() == "x\n"
    with contextlib.ExitStack() as st: st.callback(print, end=""); st.enter_context(cm())
    with contextlib.closing(io.StringIO()): pass
    try:
        with cm(): raise ValueError("q")
    except ValueError as e: assert str(e) == "q"
@step
def copy_pickle():
    import copy, pickle
    class C:
        def __init__(s): s.a = [1]
    global Q
    class Q:
        def __init__(s): s.a = [1]
        def __eq__(s, o): return s.a == o.a
        def __getstate__(self): return {"a": self.a}
        def __setstate__(self, st): self.a = st["a"]
    Q.__qualname__ = "Q"
    c = C(); d = copy.deepcopy(c); assert d.a == [1] and d.a is not c.a and copy.copy(c).a is c.a
    assert copy.deepcopy({"k": (1, [2])}) == {"k": (1, [2])}
    assert pickle.loads(pickle.dumps(Q())) == Q() and pickle.loads(pickle.dumps([1, {"a": (2, None)}])) == [1, {"a": (2, None)}]
    import types
    assert copy.replace(types.SimpleNamespace(a=1), a=2).a == 2
    import datetime
    assert copy.deepcopy(datetime.datetime(2020, 1, 1)).year == 2020 and pickle.loads(pickle.dumps(datetime.date(2020, 1, 1))).day == 1
@step
def texts():
    import json, re, csv, io, textwrap, string, html, urllib.parse, pprint, difflib, base64, hashlib, struct, configparser, shlex, fnmatch, reprlib
    assert json.loads(json.dumps({"a": [1, None, 2.5]}, indent=1, sort_keys=True))["a"][2] == 2.5
    class Enc(json.JSONEncoder):
        def default(self, o): return "x"
    assert json.dumps(object(), cls=Enc) == '"x"' and json.dumps(object(), default=str)
    assert re.sub(r"(?P<a>\d+)", lambda m: m["a"] * 2, "a12") == "a1212" and re.findall("a|b", "ab")
    assert list(csv.DictReader(io.StringIO("a,b\n1,2\n"))) == [{"a": "1", "b": "2"}]
    w = csv.writer(s := io.StringIO()); w.writerow([1, "a,b"]); assert s.getvalue() == '1,"a,b"\r\n'
    assert textwrap.dedent("  a") == "a" and string.Template("$x").substitute(x=1) == "1" and html.escape("<") == "&lt;"
    assert urllib.parse.parse_qs("a=1") == {"a": ["1"]} and pprint.pformat({"a": 1}) == "{'a': 1}"
    assert string.Formatter().format("{0} {a.real} {b[0]}", 1, a=2, b=[3]) == "1 2 3"
    assert "{0.real} {a[k]}".format(1, a={"k": 2}) == "1 2" and hashlib.sha256(b"").hexdigest()[:4] == "e3b0"
    list(difflib.unified_diff(["a"], ["b"])); base64.b64encode(b"a"); struct.pack("<i", 1)
    cp = configparser.ConfigParser(); cp.read_string("[s]\na=1"); assert cp["s"]["a"] == "1"
@step
def numbers2():
    import decimal, fractions, statistics, random, math, datetime, calendar, numbers, time
    from decimal import Decimal
    from fractions import Fraction
    assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3") and Fraction(1, 3) + 1 == Fraction(4, 3)
    assert statistics.mean([1, 2]) == 1.5 and random.Random(1).random() and random.choice([1]) == 1
    class R(random.Random):
        def random(self): return .5
    R().shuffle([1, 2, 3])
    d = datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)
    assert (d + datetime.timedelta(days=1)).isoformat() == "2020-01-03T00:00:00+00:00" and f"{d:%Y}" == "2020"
    with decimal.localcontext() as ctx: ctx.prec = 3
@step
def logging_etc():
    import logging, io, warnings, traceback, argparse, types, weakref, operator, itertools, heapq, bisect, threading, queue, time, uuid, tempfile, pathlib, unittest, inspect, sched
    s = io.StringIO(); h = logging.StreamHandler(s); log = logging.getLogger("q"); log.addHandler(h); log.setLevel(10); log.propagate = False
    log.info("a %s", 1)
    try: 1 / 0
    except Exception: log.exception("bad")
    assert "ZeroDivisionError" in s.getvalue() and s.getvalue().startswith("a 1\n")
    logging.basicConfig(stream=s, format="{message}", style="{", force=True); logging.warning("w")
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always"); warnings.warn("x"); assert len(w) == 1
    p = argparse.ArgumentParser(); p.add_argument("--n", type=int, default=1); assert p.parse_args(["--n", "2"]).n == 2
    class C: 
        def m(self): return 7
    c = C(); r = weakref.ref(c); wm = weakref.WeakMethod(c.m); assert r() is c and wm()() == 7
    wd = weakref.WeakValueDictionary(a=c); ws = weakref.WeakSet([c]); weakref.finalize(c, print)
    assert types.SimpleNamespace(a=1).a == 1 and types.new_class("N", (), {}).__name__ == "N"
    assert operator.attrgetter("real")(1) == 1 and operator.itemgetter(0)([1]) == 1 and operator.methodcaller("upper")("a") == "A"
    class T(unittest.TestCase):
        def test_a(self): self.assertEqual(1, 1)
        def test_b(self):
            with self.assertRaises(ValueError): raise ValueError
    res = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
    assert res.testsRun == 2 and not res.failures and not res.errors, (res.failures, res.errors)
    assert str(inspect.signature(lambda a, b=1: 0)) == "(a, b=1)" and inspect.isfunction(step) and inspect.getdoc(C) is None
    loc = threading.local(); loc.x = 1; q = queue.Queue(); q.put(1); assert q.get() == 1
    assert "line" in traceback.format_exc() or True
    import importlib; assert importlib.import_module("json").dumps(1) == "1"
@step
def asyncio_():
    import asyncio
    async def f(x): await asyncio.sleep(0); return x
    async def main(): return await asyncio.gather(f(1), f(2))
    assert asyncio.run(main()) == [1, 2]
@step
def classes():
    class Meta(type):
        def __new__(m, n, b, ns, **k): return super().__new__(m, n, b, ns)
        def __init__(c, n, b, ns, **k): super().__init__(n, b, ns)
        def __call__(c, *a): return super().__call__(*a)
    class A(metaclass=Meta, q=1):
        __slots__ = ("x", "__dict__")
        def __init__(s): s.x = 1; s.y = 2
        def __getattr__(s, n): return n
        def __setattr__(s, n, v): super().__setattr__(n, v)
        def __getattribute__(s, n): return super().__getattribute__(n)
        def __init_subclass__(cls, **k): super().__init_subclass__(**k)
        @property
        def p(self): return 3
        @staticmethod
        def st(): return 4
        @classmethod
        def cl(cls): return cls.__name__
        def __repr__(s): return f"{type(s).__name__} {s.__class__.__qualname__}"
    class B(A): pass
    b = B(); assert (b.x, b.y, b.z, b.p, b.st(), b.cl()) == (1, 2, "z", 3, 4, "B") and repr(b)
    B.new = 1; assert b.new == 1; del B.new
    assert B.__mro__[1] is A and B.__bases__ == (A,) and B.__name__ == "B" and B.__module__ == "__main__"
    class Err(Exception):
        def __init__(s, a): super().__init__(a); s.a = a
    try: raise Err(1) from ValueError("v")
    except Err as e: assert e.a == 1 and isinstance(e.__cause__, ValueError) and e.args == (1,)
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as g: assert len(g.exceptions) == 1
    except* KeyError: pass
    ns = {}; exec("def q(): return 5", ns); assert ns["q"]() == 5 and eval("1+1", {}) == 2
    f = lambda: 0; f.attr = 1; assert f.attr == 1 and f.__name__ == "<lambda>"
    def h(a: int) -> str: ...
    assert h.__annotations__ == {"a": int, "return": str}
