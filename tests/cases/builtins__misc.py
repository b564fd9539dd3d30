# Built-in functions that have no file of their own: conversion, attributes, introspection, printing.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === numbers ===
print(abs(-5), abs(-5.5), abs(3 + 4j), abs(True), divmod(7, 2), divmod(-7, 2.0), pow(2, 3), pow(2, -1), pow(2, 3, 5), round(2.5), round(3.5), round(2.567, 2), sum([1, 2], 3), bin(5), oct(8), hex(255), chr(65), ord("A"), int("5"), float("1.5"), complex(1, 2), bool([]))
print(error(lambda: abs("a")), "|", error(lambda: abs()), "|", error(lambda: sum(5)), "|", error(lambda: sum(["a"])), "|", error(lambda: bin(1.5)), "|", error(lambda: chr("a")), "|", error(lambda: ord(5)), "|", error(lambda: round("a")), "|", error(lambda: pow("a", 2)), "|", error(lambda: divmod(1)), "|", error(lambda: hex("a")))

# === text ===
print(repr("a"), ascii("é"), str(5), format(5, "03"), format("a", ">3"), repr(None), str(True), repr(...), ascii([1, "é"]), str(b"x"), repr(type), repr(len), repr(NotImplemented), str(range(3)))


# === attributes ===
class A:
    x = 1

    def __init__(self):
        self.y = 2


a = A()
print(getattr(a, "x"), getattr(a, "z", "d"), hasattr(a, "y"), hasattr(a, "z"), setattr(a, "w", 3), vars(a), delattr(a, "w"), vars(a), error(lambda: getattr(a, "z")), "|", error(lambda: getattr(a, 5)), "|", error(lambda: hasattr(a, 5)), "|", error(lambda: vars(5)), "|", error(lambda: delattr(a, "zz")).split(":")[0])
print([n for n in dir(a) if not n.startswith("__")], "__init__" in dir(a), [n for n in dir(A) if not n.startswith("__")], "append" in dir([]), sorted(dir())[0] < "zzz")


class Dir:
    def __dir__(self):
        return ["b", "a"]


print(dir(Dir()), callable(len), callable(A), callable(a), callable(lambda: 0), isinstance(a, A), isinstance(A, type), issubclass(A, object), type(a) is A, id(a) == id(a), hash("a") == hash("a"), hash(1) == hash(1.0) == hash(True))

# === iteration ===
print(list(map(len, ["a", "bb"])), list(filter(str.isupper, "aBC")), list(zip("ab", "cd")), list(enumerate("ab", 1)), list(reversed([1, 2])), sorted("cab"), all([1, ""]), any([0, 1]), max(1, 2), min("ab"), len("abc"), next(iter([5])), list(range(3)), slice(1, 2))
print(error(lambda: len(5)), "|", error(lambda: next(iter([]))), "|", error(lambda: reversed(5)), "|", error(lambda: all(5)), "|", error(lambda: max(5)), "|", error(lambda: max([], key=5)).split(":")[0], "|", error(lambda: enumerate(5)), "|", error(lambda: isinstance(5)), "|", error(lambda: map()), "|", error(lambda: len()), "|", error(lambda: callable()))


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(len(Len(5)), bool(Len(0)), bool(Len(1)), error(lambda: len(Len(-1))), "|", error(lambda: len(Len(1.5))), "|", error(lambda: len(Len(2**70))), "|", error(lambda: len(Len("a"))))

# === printing ===
print()
print("a", "b", sep="")
print("a", end="")
print("b", "c", sep="-", end="\n\n")
print(*[1, 2, 3], sep=", ")
print("a", None, 1.0, [1], sep="|", end=None)
print("x", sep=None, flush=True)
print(error(lambda: print("a", wrong=1)).split(":")[0], error(lambda: print("a", end=5)))

# === construction of types ===
print(int(), float(), str(), bool(), list(), tuple(), dict(), set(), frozenset(), bytes(), complex(), bytearray(), type(object()).__name__)
print(bool("False"), bool(0.0), bool(None), bool(()), bool(" "), str(1.0), list("ab"), int(1e3), tuple([1]), error(lambda: bool(1, 2)), "|", error(lambda: int(None)), "|", error(lambda: object(1)))

# === names of types ===
print([type(v).__name__ for v in (1, 1.5, 1j, "", b"", [], (), {}, set(), None, True, ..., NotImplemented, len, print, lambda: 0, int, type, range(1), slice(1), iter([]), iter(()), iter("é"), iter({}), iter(set()), (i for i in ""), enumerate(""), zip(), map(len, ""), filter(None, ""), reversed([]), {}.keys(), {}.values(), {}.items(), memoryview(b""), bytearray(), frozenset(), property(), staticmethod(len), classmethod(len), super, object(), a.__init__, [].append, str.upper, "".upper, Exception())])

# === NotImplemented, Ellipsis, None ===
log = None
print(..., Ellipsis is ..., type(None)(), type(...)() is ..., error(lambda: type(None)(1)), "|", error(lambda: None.x), "|", error(lambda: log()), "|", error(lambda: setattr(None, "x", 1)).split(":")[0], "|", error(lambda: None + 1), "|", error(lambda: log[0]), None == None, None != 0, {None: 1}[None])

# === __debug__, __name__, documentation ===
print(__debug__, __name__, __doc__, A.__doc__, len.__name__, len.__doc__ is not None, int.__doc__ is not None, type(__builtins__).__name__ in ("module", "dict"), error(lambda: exec("__debug__ = 1")).split("(")[0])
import builtins

print(builtins.len is len, [n for n in ("abs", "exec", "open", "input", "help", "exit", "__import__", "aiter", "anext", "breakpoint", "BaseExceptionGroup", "EncodingWarning", "__build_class__") if not hasattr(builtins, n)])
builtins.added = 5
print(added)
del builtins.added
print(error(lambda: added))
len = lambda x: "shadowed"
print(len([]))
del len
print(len([]))


def shadow():
    print = "local"
    return print


print(shadow())
