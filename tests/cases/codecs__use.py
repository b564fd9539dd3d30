# Codecs: the native encodings, error handlers, incremental decoding, the registry.
import codecs


def err(f, *a, **k):
    try:
        return ascii(f(*a, **k))
    except UnicodeError as e:
        return f"{type(e).__name__}: {ascii(str(e))} {e.start} {e.end} {e.reason}"
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


# === encoding ===
text = "aé€\U0001f600\ud800z"
for name in ("utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-7", "cp1252", "koi8-r"):
    for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"):
        print(name, errors, err(text.encode, name, errors))
for name in ("unicode-escape", "raw-unicode-escape"):
    print(name, err((text + "\n\\\x00").encode, name))

# === decoding ===
bad = {
    "utf-8": [b"a\xffb", b"\xe4\xbd", b"\xe4\xbdz", b"\xed\xa0\x80x", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xf0\x9f\x98", b"ok"],
    "ascii": [b"a\x80\xffz"],
    "utf-16": [b"\xff\xfea\x00", b"\xfe\xff\x00a", b"a\x00b", b"\x00\xd8a\x00", b"\x00\xdc"],
    "utf-16-be": [b"\xd8\x3d\xde\x00\x00a", b"\xd8\x3d"],
    "utf-32": [b"\xff\xfe\x00\x00a\x00\x00\x00", b"a\x00\x00", b"\xff\xff\xff\xff"],
    "utf-7": [b"+AGE-b", b"a+", b"+AG", b"+2D3eAA-", b"\xff", b"+-", b"a+@"],
    "unicode-escape": [rb"\x41\u20ac\U0001F600\n\101\N{SNOWMAN}\q", rb"\x4", rb"\u12", rb"\N{nope}", b"\\", rb"\U00110000"],
    "raw-unicode-escape": [rb"\u20ac\\u20ac\n", rb"\u12", rb"\U00110000"],
}
for name, samples in bad.items():
    for data in samples:
        for errors in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"):
            print(name, data, errors, err(data.decode, name, errors))

# === the registry ===
print(err("a".encode, "nope"), err("a".encode, "utf-8", "nope"), err("é".encode, "ascii", "nope"), err(b"a".decode, "hex"))
print(codecs.lookup("UTF8").name, codecs.lookup("Latin_1").name, codecs.encode("abc", "rot13"), codecs.decode(b"616263", "hex"), codecs.encode(b"ab", "base64"))


def handler(e):
    if isinstance(e, UnicodeEncodeError):
        return f"<{e.object[e.start:e.end]!a}>", e.end
    return f"<{e.object[e.start:e.end].hex()}>", e.end


codecs.register_error("test.brackets", handler)
print("aé€b".encode("ascii", "test.brackets"), b"a\xff\xfeb".decode("utf-8", "test.brackets"), codecs.lookup_error("test.brackets") is handler)
codecs.register_error("test.wrong", lambda e: 3)
codecs.register_error("test.back", lambda e: ("?", 99))
print(err("é".encode, "ascii", "test.wrong"), err(b"\xff".decode, "ascii", "test.wrong"), err("é".encode, "ascii", "test.back"))
print(codecs.lookup_error("ignore")(UnicodeDecodeError("x", b"abc", 1, 2, "r")), codecs.lookup_error("replace")(UnicodeEncodeError("x", "abc", 1, 2, "r")))

# === piece by piece ===
for name, data in (("utf-8", "aé€\U0001f600".encode()), ("utf-16", "a\U0001f600".encode("utf-16")), ("utf-7", "aé€".encode("utf-7"))):
    decoder = codecs.getincrementaldecoder(name)()
    print(name, [decoder.decode(data[i : i + 1], i == len(data) - 1) for i in range(len(data))])
print(codecs.charmap_encode("ab", "strict", {97: 1, 98: b"xy"}), codecs.charmap_decode(b"\x00\x01", "strict", "ab"), err(codecs.charmap_decode, b"\x02", "strict", "ab"))
print(codecs.escape_encode(b"a\n'\xff"), codecs.escape_decode(rb"a\n\x41\101\q"), codecs.BOM_UTF8, "\ufeffa".encode("utf-8-sig"), b"\xef\xbb\xbfa".decode("utf-8-sig"))
