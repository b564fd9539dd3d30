# Strings: every method with its edges, and the words of what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === splitting ===
print("a,b,,c".split(","), "a b  c ".split(), " a b ".split(" "), "".split(), "".split(","), "abc".split("abc"))
print("a b c d".split(None, 2), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "  a b  c  ".split(None, 1), "  a b  c  ".rsplit(None, 1))
print("a\u2003b\x1cc\x85d".split(), "one\ttwo\nthree\x0bfour".split())
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\u2028h".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines())
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="))
print(error(lambda: "a".split("")), error(lambda: "a".partition("")), error(lambda: "a".split(1)))

# === joining ===
print(",".join("abc"), "".join([]), "-".join(["x"]), ", ".join(str(i) for i in range(3)), "ab".join(("1", "2", "3")))
print(error(lambda: ",".join([1])), "|", error(lambda: ",".join(["a", None])), "|", error(lambda: ",".join(3)))

# === stripping ===
print(["  a ".strip(), "xxaxx".strip("x"), "abcba".strip("ab"), "  a ".lstrip(), "  a ".rstrip(), "\u3000a\u3000".strip(), "aaa".strip("a")])
print("prefix_x".removeprefix("prefix_"), "a.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""), "aa".removeprefix("a"))

# === finding ===
s = "abcabc"
print(s.find("c"), s.find("c", 3), s.find("c", -1), s.find("x"), s.find(""), s.find("", 6), s.find("", 7), s.find("b", 0, 1))
print(s.rfind("c"), s.rfind("c", 0, 5), s.rfind(""), s.rfind("a", 1), s.index("b"), s.rindex("b"), s.count("bc"), s.count(""), "aaaa".count("aa"))
print(s.count("a", 1), s.count("", 2, 4), error(lambda: s.index("x")), error(lambda: s.rindex("x")))
print("a" in s, "" in s, "abd" in s, s.startswith("abc"), s.startswith("bc", 1), s.startswith(("x", "a")), s.endswith("bc", 0, 3), s.endswith(()), s.startswith(""))
print(error(lambda: 1 in s), "|", error(lambda: s.startswith(1)), "|", error(lambda: s.startswith(["a"])))

# === replacing ===
print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "abc".replace("x", "y"), "aXbX".replace("X", ""), "".replace("", "x"))
print("abc".translate({97: "x", 98: None, 99: 100}), "abc".translate(str.maketrans("ab", "12", "c")), "abc".translate(str.maketrans({"a": "AA", "b": None})))
print(error(lambda: str.maketrans("a", "bc")), "|", error(lambda: str.maketrans(["a"])), "|", error(lambda: str.maketrans({"ab": 1})))

# === case ===
print("hello World".capitalize(), "hello world's end".title(), "Hello".swapcase(), "ß".upper(), "ŉ".upper(), "İ".lower(), "Straße".casefold(), "ΑΣ".lower(), "ǆ".title(), "ﬁ".title())
print("abc".isupper(), "ABC1".isupper(), "Abc".istitle(), "A Bc".istitle(), "".isupper(), "1".islower(), "a1".islower())

# === padding ===
print(["a".center(4), "ab".center(5, "*"), "abc".center(2), "a".ljust(3, "."), "a".rjust(3, "."), "-5".zfill(4), "+5".zfill(4), "5".zfill(0), "".zfill(2), "--1".zfill(5)])
print(error(lambda: "a".center(5, "ab")), "|", error(lambda: "a".ljust("x")))
print(repr("a\tb\tc".expandtabs()), repr("a\tb".expandtabs(4)), repr("\t\n\t".expandtabs(2)), repr("ab\tc".expandtabs(0)))

# === predicates ===
for text in ("", "abc", "ab1", "123", "٣", "²", "½", "Ⅷ", " ", "a b", "\n", "_x1", "1x", "é", "中", "\x00", "class"):
    flags = [text.isalpha(), text.isdigit(), text.isdecimal(), text.isnumeric(), text.isalnum(), text.isspace(), text.isidentifier(), text.isprintable(), text.isascii()]
    print(repr(text), "".join("01"[f] for f in flags))

# === text of texts ===
for text in ("it's", 'say "hi"', "both ' and \"", "tab\tnl\nret\rback\\", "\x00\x1f\x7f\x80\xa0\xad", "é中\U0001f600", "\u200b\ufeff\ud800", "\U0010ffff"):
    print(repr(text) if text.isascii() or "\ud800" not in text else ascii(text), ascii(text), len(text))
print(str(b"x", "ascii"), str(), str(None), str([1, "a"]), str("x"), repr(repr("a")))

# === arithmetic and order ===
print("ab" * 3, 3 * "ab", "a" * 0, "a" * -5, "a" + "b", "a" < "b", "a" < "B", "" < "a", "abc" < "abd", "Z" < "a", "é" > "z", "\U0001f600" > "\uffff")
print(error(lambda: "a" + 1), "|", error(lambda: 1 + "a"), "|", error(lambda: "a" * 1.5), "|", error(lambda: "a" * "b"), "|", error(lambda: "a" < 1), "|", error(lambda: "a" - "b"))
print(min("hello"), max("hello"), sorted("hello"), list(reversed("abc")), "abc"[::-1], len("日本"), "日本"[1], list(enumerate("ab")))
abc = "abc"
print(error(lambda: abc[3]), "|", error(lambda: abc["a"]), "|", error(lambda: abc[1.0]), "|", error(lambda: len(5)))

# === encoding ===
print("é€😀".encode(), "é".encode("latin-1"), "aé".encode("ascii", "ignore"), "aé".encode("ascii", "replace"), "aé€".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "namereplace"))
print("ab".encode("utf-16-le"), "a".encode("utf-32-be"), "é".encode("utf-16")[2:] in (b"\xe9\x00", b"\x00\xe9"), "\ud800".encode("utf-8", "surrogatepass"))
print(error(lambda: "é".encode("ascii")), "|", error(lambda: "\ud800".encode()), "|", error(lambda: "a€".encode("latin-1")))
print(error(lambda: "a".encode("no-such")))

# === immutable, and its subclasses ===
print(error(lambda: "abc".__setitem__), "|", error(lambda: exec("'abc'[0] = 'x'")), "|", error(lambda: exec("del 'abc'[0]")))


class S(str):
    def __repr__(self):
        return "S!"

    def extra(self):
        return self + "!"


s = S("abc")
print(s, [s], s.extra(), type(s.upper()).__name__, type(s + "x").__name__, type(s[:]).__name__, s == "abc", hash(s) == hash("abc"), {"abc": 1}[s], type(str(s)).__name__)
print(chr(97), chr(0x1F600), ord("a"), ord("😀"), error(lambda: chr(-1)), error(lambda: chr(0x110000)), error(lambda: ord("ab")), error(lambda: ord("")))
