# H21: objects that say they are of another class: natives go by what an object is.
# expect: exit 0
# expect: stdout contains contained
import builtins, collections, copy, datetime, decimal, functools, io, itertools, json, math, operator, re, struct, types, weakref

def f(): yield
async def coroutine(): pass
running = coroutine()
kinds = [
    int, bool, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, type, object, property, super, memoryview,
    staticmethod, classmethod, map, filter, zip, enumerate, reversed, BaseException, Exception, StopIteration, OSError, BaseExceptionGroup, SyntaxError, UnicodeError,
    type(None), type(...), type(NotImplemented), type(f), type(f()), type(running), type(len), type([].append), type(int.__add__), type((1).__add__),
    type(int.real), type(types), type(f.__code__) if hasattr(f, "__code__") else type(compile("1", "x", "eval")), types.CellType, types.MappingProxyType,
    types.SimpleNamespace, types.GenericAlias, types.UnionType, types.FrameType, types.TracebackType, collections.OrderedDict, collections.deque, collections.defaultdict,
    datetime.date, datetime.datetime, datetime.timedelta, decimal.Decimal, functools.partial, io.StringIO, io.BytesIO, itertools.chain, itertools.count,
    operator.attrgetter, operator.itemgetter, re.Pattern, re.Match, struct.Struct, weakref.ref, type(iter([])), type(iter(())), type(iter("")), type(iter({})),
    type({}.keys()), type({}.items()),
]
running.close()
asked = []
def spoof(kind):
    class E:
        @property
        def __class__(self):
            asked.append(kind)
            return kind
    return E()

# What takes a value and answers by what it is.
makers = {
    "int": int, "float": float, "complex": complex, "bytes": bytes, "len": len, "iter": iter, "next": next, "abs": abs, "chr": chr, "ord": ord, "hex": hex,
    "round": round, "sum": sum, "tuple": tuple, "list": list, "dict": dict, "sorted": sorted, "memoryview": memoryview, "range": range, "open": open, "exec": exec,
    "eval": eval, "compile": lambda it: compile(it, "x", "exec"), "join": lambda it: "".join([it]), "joined": lambda it: "".join(it),
    "add": lambda it: "a" + it, "concat": lambda it: [] + it, "merge": lambda it: {} | it, "union": lambda it: set() | it, "index": lambda it: [1][it], "slice": lambda it: [1][:it],
    "star": lambda it: print(*it), "stars": lambda it: print(**it), "call": lambda it: it(), "raise": lambda it: raising(it), "from": lambda it: raising_from(it),
    "except": lambda it: excepting(it), "base": lambda it: type("X", (it,), {}), "name": lambda it: type(it, (), {}), "bases": lambda it: type("X", it, {}), "namespace": lambda it: type("X", (), it),
    "isinstance": lambda it: isinstance(1, it), "issubclass": lambda it: issubclass(it, int), "getattr": lambda it: getattr(1, it), "setattr": lambda it: setattr(f, it, 1),
    "int.add": lambda it: int.__add__(it, 1), "str.upper": lambda it: str.upper(it), "list.append": lambda it: list.append(it, 1), "dict.get": lambda it: dict.get(it, 1),
    "set.add": lambda it: set.add(it, 1), "tuple.len": lambda it: tuple.__len__(it), "bytes.find": lambda it: bytes.find(it, b""), "super": lambda it: super(it, 1),
    "super2": lambda it: super(int, it).__add__(1), "type.call": lambda it: type.__call__(it), "object.new": lambda it: object.__new__(it), "int.new": lambda it: int.__new__(it),
    "type.mro": lambda it: type.__repr__(it), "code": lambda it: type(f)(it, {}), "globals": lambda it: type(f)(compile("1", "x", "eval"), it), "method": lambda it: types.MethodType(it, 1)(),
    "proxy": lambda it: types.MappingProxyType(it), "partial": lambda it: functools.partial(it)(), "reduce": lambda it: functools.reduce(it, [1, 2]), "map": lambda it: [*map(it, [1])],
    "math": math.sqrt, "pack": lambda it: struct.pack("i", it), "unpack": lambda it: struct.unpack("i", it), "sub": lambda it: re.sub(it, "", "x"), "replace": lambda it: re.sub("x", it, "x"),
    "json": json.dumps, "loads": json.loads, "decimal": decimal.Decimal, "timedelta": lambda it: datetime.timedelta(it), "date": lambda it: datetime.date(it, 1, 1), "sub date": lambda it: datetime.date(2020, 1, 1) - it,
    "isoformat": lambda it: datetime.date.isoformat(it), "total": lambda it: datetime.timedelta.total_seconds(it), "write": lambda it: io.StringIO().write(it), "bytes write": lambda it: io.BytesIO().write(it),
    "getvalue": lambda it: io.StringIO.getvalue(it), "popleft": lambda it: collections.deque.popleft(it), "popitem": lambda it: collections.OrderedDict.popitem(it), "missing": lambda it: collections.defaultdict.__missing__(it, 1),
    "chain": lambda it: [*itertools.chain(it)], "chained": lambda it: itertools.chain.__next__(it), "send": lambda it: type(f()).send(it, None), "throw": lambda it: f().throw(it), "with_traceback": lambda it: ValueError().with_traceback(it),
    "group": lambda it: ExceptionGroup("g", it), "group of": lambda it: ExceptionGroup("g", [it]), "cause": lambda it: setattr(ValueError(), "__cause__", it), "args": lambda it: setattr(ValueError(), "args", it),
    "fget": lambda it: property.__get__(it, 1), "static": lambda it: staticmethod.__get__(it, 1), "pattern": lambda it: re.Pattern.match(it, "x"), "group1": lambda it: re.Match.group(it), "deref": lambda it: weakref.ref.__call__(it),
    "import": lambda it: __import__(it), "format": lambda it: format(1, it), "percent": lambda it: "%d" % it, "match": lambda it: matching(it), "await": lambda it: awaiting(it), "setdict": lambda it: setattr(f, "__dict__", it),
    "defaults": lambda it: setattr(f, "__defaults__", it), "codes": lambda it: setattr(f, "__code__", it), "slots": lambda it: type("X", (), {"__slots__": it}), "kwargs": lambda it: f(**it), "fromkeys": lambda it: dict.fromkeys(it),
}
def raising(it): raise it
def raising_from(it): raise ValueError from it
def excepting(it):
    try: raise ValueError
    except it: return 1
def matching(it):
    match it:
        case [*_] | {}: return 1
    raise TypeError
def awaiting(it):
    async def main(): await it
    main().send(None)

accepted = set()
for kind in kinds:
    for name, make in makers.items():
        it = spoof(kind)
        try:
            got = make(it)
        except Exception:
            continue
        accepted.add((name, kind.__name__, repr(got)[:40]))
assert isinstance(spoof(str), str) and type(spoof(str)) is not str and asked
assert len(asked) < len(kinds) * len(makers)
for name, kind, got in sorted(accepted):
    print("ESCAPED", name, kind, got)
print("contained")
