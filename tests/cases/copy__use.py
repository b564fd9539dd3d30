# The copy, weakref, struct, base64, hashlib, types, inspect and string-coding modules.
import base64
import binascii
import copy
import hashlib
import inspect
import struct
import types


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === copy ===
inner = [1]
data = {"list": inner, "again": inner, "tuple": (inner, "x"), "set": {1}}
shallow, deep = copy.copy(data), copy.deepcopy(data)
inner.append(2)
print(shallow["list"], deep["list"], deep["list"] is deep["again"], deep["tuple"][0] is deep["list"], shallow is data, copy.copy((1, 2)) == (1, 2), copy.deepcopy("x"), copy.copy([1]) == [1])
loop = [1]
loop.append(loop)
made = copy.deepcopy(loop)
print(made[1] is made, made is loop)


class Node:
    def __init__(self, v, next=None):
        self.v, self.next = v, next


class Custom:
    def __init__(self, v):
        self.v = v

    def __copy__(self):
        return Custom("copied")

    def __deepcopy__(self, memo):
        return Custom("deep")


class Slots:
    __slots__ = ("a",)


class Reduced:
    def __reduce__(self):
        return Reduced, ()


n = Node(1, Node([2]))
m = copy.deepcopy(n)
m.next.v.append(3)
print(n.next.v, m.next.v, copy.copy(n).next is n.next, copy.copy(Custom(1)).v, copy.deepcopy([Custom(1)])[0].v, type(copy.copy(Reduced())).__name__)
s = Slots()
s.a = [1]
t = copy.deepcopy(s)
print(t.a, t.a is s.a, copy.copy(s).a is s.a, copy.copy(len) is len, copy.deepcopy(Node) is Node, copy.deepcopy(lambda: 0) is not None)


class Sub(list):
    pass


x = Sub([1, [2]])
x.tag = "t"
y = copy.deepcopy(x)
print(y, type(y).__name__, y.tag, y[1] is x[1])

# === struct ===
print(struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 4, -5, 6), struct.pack(">hI", 1, 2), struct.pack("<f", 1.5), struct.pack(">d", -2.0), struct.pack("5s", b"ab"), struct.pack("<?c2x", True, b"z"), struct.pack("3p", b"abc"), struct.calcsize("<bhi"), struct.calcsize("=3h"))
print(struct.unpack("<bBhH", b"\xff\xff\xfe\xff\x01\x00"), struct.unpack(">d", struct.pack(">d", 0.1)), struct.unpack("<2h3s", b"\x01\x00\x02\x00abc"), struct.unpack_from("<h", b"xx\x05\x00", 2), list(struct.iter_unpack("<h", b"\x01\x00\x02\x00")), struct.Struct("<hh").size, struct.unpack("<e", struct.pack("<e", 0.5)))
buffer = bytearray(4)
struct.pack_into("<h", buffer, 1, 258)
print(buffer, error(lambda: struct.pack("<b", 200)).split(":")[0], "|", error(lambda: struct.pack("<h", "a")), "|", error(lambda: struct.unpack("<h", b"a")), "|", error(lambda: struct.pack("z", 1)), "|", error(lambda: struct.pack("<hh", 1)))

# === base64, binascii ===
print(base64.b64encode(b"hello\xff"), base64.b64decode("aGVsbG//"), base64.urlsafe_b64encode(b"\xff\xfe?"), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b85encode(b"hello"), base64.b64decode(b"YQ=="), base64.b32decode("NBUQ===="), base64.b16decode("6869"), base64.b64decode("Y Q = ="), base64.encodebytes(b"x" * 60), base64.a85encode(b"test"))
print(error(lambda: base64.b64decode("a")).split(":")[0], error(lambda: base64.b64decode("a$b=", validate=True)).split(":")[0], error(lambda: base64.b64encode("text")).split(":")[0], binascii.hexlify(b"\x01\xff"), binascii.unhexlify("01ff"), binascii.crc32(b"hello"), binascii.b2a_base64(b"a"))

# === hashlib ===
print(hashlib.sha256(b"abc").hexdigest(), hashlib.md5(b"").hexdigest(), hashlib.sha1(b"a" * 200).hexdigest(), sep="\n")
h = hashlib.sha512()
h.update(b"part one ")
fork = h.copy()
h.update(b"part two")
print(h.hexdigest()[:32], fork.digest()[:4], h.name, h.digest_size, h.block_size, hashlib.new("sha256", b"abc").hexdigest()[:8], hashlib.sha3_256(b"").hexdigest()[:16], hashlib.blake2b(b"x", digest_size=8).hexdigest(), error(lambda: hashlib.sha256("text")).split(":")[0])

# === types ===
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [1]
print(ns, ns == types.SimpleNamespace(a=1, b="x", c=[1]), vars(ns), types.MappingProxyType({"a": 1})["a"], error(lambda: types.MappingProxyType({}).__setitem__), "|", type(types.MappingProxyType({})).__name__, isinstance(len, types.BuiltinFunctionType), isinstance(lambda: 0, types.FunctionType), isinstance((i for i in ""), types.GeneratorType), isinstance(ns, types.SimpleNamespace))
made = types.new_class("Made", (list,), {}, lambda body: body.update(x=5))
print(made.x, made([1]), types.MethodType(lambda self, y: (self, y), 5)(6), types.FunctionType.__name__, types.NoneType is type(None), types.GenericAlias(list, (int,)))


# === inspect ===
def f(a, b: int = 1, /, c="x", *args, d, e=None, **kw) -> str:
    "Documented."


sig = inspect.signature(f)
print(sig, list(sig.parameters), sig.parameters["b"].kind.name, sig.parameters["d"].default is inspect.Parameter.empty, sig.return_annotation.__name__, sig.bind(1, 2, d=3).arguments, error(lambda: sig.bind(1)), inspect.getdoc(f), inspect.isfunction(f), inspect.isclass(Node), inspect.ismethod(n.__init__), inspect.isgeneratorfunction(f), inspect.signature(Node), inspect.signature(lambda x, *, y=2: 0), [k for k, _ in inspect.getmembers(types.SimpleNamespace(q=1)) if not k.startswith("_")])
