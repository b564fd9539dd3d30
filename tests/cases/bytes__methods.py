# Bytes, bytearrays and memory views: methods, text, formatting, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === text ===
print(b"", b"abc", b"'", b'"', b"'\"", b"\x00\t\n\r\\\x7f\x80\xff", bytes(range(32, 48)), bytearray(b"a\x01"), str(b"x"), rb"\n")

# === construction ===
print(bytes(), bytes(3), bytes([1, 2]), bytes("é", "utf-8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(x for x in (65, 66)), bytearray(2), bytes.fromhex("00 fF10"), bytearray.fromhex("61"))
for call in (lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes("a"), lambda: bytes(-1), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: bytes("é", "ascii")):
    print(error(call))
print(error(lambda: bytes.fromhex("0")).split(":")[0], error(lambda: bytes.fromhex("zz")).split(":")[0])

# === items ===
b = b"hello"
print(b[0], b[-1], b[1:3], b[::-1], list(b), len(b), b"ell" in b, 104 in b, b.count(b"l"), b.count(108), max(b), sorted(b), bytes(reversed(b)))
print(error(lambda: b[9]), "|", error(lambda: "a" in b), "|", error(lambda: 256 in b), "|", error(lambda: b.__setitem__), "|", error(lambda: b + "x"), "|", error(lambda: b["a"]).split(":")[0])
print(b + b" x", b * 2, b"ab" < b"b", b == "hello", b == bytearray(b"hello"), b < b"hellp", hash(b) == hash(b"hello"), {b"k": 1}[bytes([107])], error(lambda: hash(bytearray())))

# === methods that strings have too ===
print(b"a,b,c".split(b","), b" a  b ".split(), b"a,b".partition(b","), b"a,b,c".rsplit(b",", 1), b"a\nb\r\n".splitlines(), b"-".join([b"a", bytearray(b"b")]))
print(b"  x ".strip(), b"xxaxx".strip(b"x"), b"abc".upper(), b"ABC".lower(), b"aBc".swapcase(), b"hello world".title(), b"abc".capitalize(), b"\xe9".upper())
print(b"a".center(3, b"*"), b"a".ljust(3), b"a".rjust(3, b"."), b"-5".zfill(4), b"a\tb".expandtabs(4), b"abab".replace(b"a", b"xy", 1), b"abc".find(b"c"), b"abc".find(99), b"abc".rfind(b"x"))
print(b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"c")), b"abc".isalpha(), b"12".isdigit(), b" ".isspace(), b"a1".isalnum(), b"A".isupper(), b"\xe9".isascii(), b"abc".translate(None, b"b"), b"abc".translate(bytes.maketrans(b"a", b"z")))
print(b"prefix".removeprefix(b"pre"), b"a.py".removesuffix(b".py"), b"abc".hex(), b"abcd".hex("-"), b"abcde".hex(":", 2), b"abcde".hex(":", -2))
print(error(lambda: b"a".split("a")), "|", error(lambda: b"a".index(b"z")), "|", error(lambda: b",".join(["a"])), "|", error(lambda: b"a".startswith("a")))

# === decoding ===
print("é€".encode().decode(), b"\xe9".decode("latin-1"), b"a\xffb".decode("utf-8", "replace") == "a\ufffdb", b"a\xffb".decode("utf-8", "ignore"), b"a\xffb".decode("ascii", "backslashreplace"), ascii(b"\xff".decode("utf-8", "surrogateescape")))
for data in (b"\xff", b"\xc3", b"\xc3(", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"a\xe2\x82"):
    print(error(lambda: data.decode()))
print(error(lambda: b"\x80".decode("ascii")))
print(b"a\x00b\x00".decode("utf-16-le"), b"\xff\xfea\x00".decode("utf-16"), b"\x00\x00\x00a".decode("utf-32-be"), b"\xef\xbb\xbfa".decode("utf-8-sig"))

# === percent formatting ===
print(b"%d %s %x %c %5.1f|%-5d|%05d|%%" % (5, b"s", 255, 65, 2.5, 7, 42), b"%b" % b"x", b"%a" % "é", b"%(k)s" % {b"k": b"v"})
print(error(lambda: b"%s" % "x"), "|", error(lambda: b"%d" % "x"), "|", error(lambda: b"%s %s" % b"x"))

# === bytearrays change ===
a = bytearray(b"abc")
a[0] = 65
a.append(100)
a.extend(b"ef")
a.extend([103])
a.insert(0, 42)
print(a, a.pop(), a.pop(0), a.remove(99), a, a.reverse(), a, a.index(100), a.copy() is a)
a += b"++"
a *= 2
print(a, error(lambda: a.append(256)), error(lambda: a.append("x")), error(lambda: a.remove(1)), error(lambda: bytearray().pop()))
a.clear()
print(a, bytearray(b"x") + b"y", b"y" + bytearray(b"x"), type(b"y" + bytearray(b"x")).__name__, bytearray(b"a") == b"a", bytearray(b"a").upper())

# === memory views ===
data = bytearray(b"0123456789")
m = memoryview(data)
print(m[0], m[1:3].tobytes(), m[::-2].tobytes(), len(m), m.readonly, m.format, m.itemsize, m.nbytes, m.tolist()[:3], m == data, bytes(m[2:4]), m.hex()[:6])
m[0] = 88
m[1:3] = b"YZ"
print(data, error(lambda: m.__setitem__(slice(0, 2), b"x")), "|", error(lambda: m.__setitem__(0, 300)), "|", error(lambda: m[99]))
print(error(lambda: data.append(1)), "|", error(lambda: memoryview(b"x").__setitem__(0, 1)), "|", error(lambda: memoryview("x")))
m.release()
data.append(1)
print(len(data), error(lambda: m[0]))
with memoryview(b"abc") as v:
    print(v.tolist(), v.readonly, v.c_contiguous, v[1:].tobytes())
print(int.from_bytes(b"\x01\x00", "big"), (258).to_bytes(2, "little"), list(b"ab" * 2), b"%d" % 3, bytes([*b"ab", 1]))
