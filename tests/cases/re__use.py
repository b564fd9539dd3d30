# Regular expressions: syntax, flags, groups, the functions, match objects, and what they refuse.
import re


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def m(pattern, text, flags=0):
    found = re.search(pattern, text, flags)
    return found.group() if found else None


# === syntax ===
print(m("a.c", "xabc"), m("a.c", "a\nc"), m("a.c", "a\nc", re.S), m("^b", "a\nb"), m("^b", "a\nb", re.M), m("b$", "b\n"), m(r"b\Z", "b\n"), m("[a-c]+", "xxabcd"), m("[^a-c]+", "abxyc"), m(r"[\w.-]+@[\w.]+", "to a.b@c.org now"), m("[]a]+", "x]a]"), m("[a\\-z]+", "a-z"))
print(m("a*", "aaa"), m("a*?", "aaa"), m("a+?b", "aaab"), m("a{2}", "aaaa"), m("a{2,}", "aaaa"), m("a{,2}", "aaaa"), m("a{1,3}?", "aaaa"), m("a{x", "a{x"), m("(?:ab)+", "ababx"), m("ab|cd|", "cd"), m("(a|b)*c", "ababc"), m("x*", ""), m("colou?r", "my color"))
print(m(r"\d+", "a12b"), m(r"\D+", "12ab"), m(r"\s", "a b"), m(r"\S+", " ab "), m(r"\W", "a-b"), m(r"\bcat\b", "concat cat"), m(r"\Bat", "cat at"), m(r"\x41\u0042\101", "ABA"), m(r"\.", "a.b"), m(r"\\", "a\\b"), m(r"[\d\s]+", "a1 2b"), m(r"\t", "a\tb"), m(r"\w+", "été_1 x"), m(r"\w+", "été", re.A), m(r"\d", "٣"))
print(m("a(?=b)", "acab"), m("a(?!b)", "abac"), m("(?<=b)a", "aba"), m("(?<!b)a", "baa"), m(r"(?P<q>['\"]).*?(?P=q)", "say 'it' \"x\""), m(r"(a)(b)\2\1", "abba"), m("(?i)abc", "xABC"), m("(?i:a)b", "Ab"), m("(?x) a b # c", "ab"), m("(?s).", "\n"), m("a(?#comment)b", "ab"), m("(a)?(?(1)b|c)", "ab"), m("(a)?(?(1)b|c)", "c"), m("(?>a+)b", "aab"), m("(?>a+)ab", "aab"), m("a++b", "aab"), m("a*+a", "aa"))
print(m("ß", "SS", re.I), m("É", "é", re.I), m("[A-Z]+", "abc", re.I), m("k", "\u212a", re.I), m("straße", "STRASSE", re.I), m(r"\w", "é", re.A), m("İ", "i", re.I))

# === groups ===
d = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?", "2024-05 rest")
print(d.group(), d.group(1), d.group("month"), d.group(1, 2, 3), d.groups(), d.groups("none"), d.groupdict(), d.groupdict(0), d["year"], d[0], d.start(), d.end(), d.span("month"), d.span(3), d.start("day"), d.lastindex, d.lastgroup, d.pos, d.endpos, d.string, d.re.groups, d.expand(r"\2/\g<year>/\g<1>"), d.regs)
print(d, bool(d), error(lambda: d.group(9)), "|", error(lambda: d["zz"]), "|", repr(re.match("(a)|b", "b").group(1)), re.match("(a)+", "aaa").span(1), re.match("((a)|b)*", "ab").groups())

# === functions ===
print(re.match("b", "ab"), re.fullmatch("a|ab", "ab").group(), re.fullmatch("a", "ab"), re.search("b", "ab").span(), re.findall(r"\d", "a1b2"), re.findall(r"(\w)(\d)", "a1b2"), re.findall("(a)|b", "ab"), re.findall("", "ab"), re.findall("x*", "axb"))
print(re.split(",", "a,b,,c"), re.split("(,)", "a,b"), re.split(",", "a,b,c", maxsplit=1), re.split("", "ab"), re.split("x*", "axbc"), re.split(r"\s+", " a b "), re.split("(a)|b", "xay"), re.split("(?<=,)", "a,b"))
print(re.sub("a", "b", "aXa"), re.sub("a", "b", "aaa", count=2), re.sub(r"(\w)(\d)", r"\2\1", "a1 b2"), re.sub("x*", "-", "abxd"), re.sub("", "-", "ab"), re.sub(r"(?P<n>\d)", r"<\g<n>\g<0>>", "a1"), re.sub("a", lambda f: f.group().upper() + str(f.start()), "bab"), re.sub("a", r"\\", "a"), re.sub("a", "\\n", "a") == "\n", re.subn("a", "b", "aXa"), re.sub("(a)?b", r"[\1]", "b"), re.sub(r"\b", "|", "ab cd"))
print([(f.group(), f.span()) for f in re.finditer(r"\w+", "ab cd")], [f.span() for f in re.finditer("", "ab")], re.escape("a.b*c[d]-e f\n"), re.escape("é_1"), [f.start() for f in re.finditer("(?=aa)", "aaaa")])

# === compiled ===
p = re.compile(r"(\w)(?P<n>\d)?", re.I | re.M)
print(p, p.pattern, p.flags == re.I | re.M | re.U, p.groups, dict(p.groupindex), p.match("ab", 1).group(), p.search("..a", 1, 2), p.findall("a1b", 1), p.fullmatch("a1").groups(), p == re.compile(r"(\w)(?P<n>\d)?", re.I | re.M), hash(p) == hash(re.compile(r"(\w)(?P<n>\d)?", re.I | re.M)), re.compile(p) is p)
print(re.compile("^b").match("ab", 1), re.compile("^b").search("ab", 1), re.compile(r"(?<=a)b").match("ab", 1).group(), re.compile("b$").search("abc", 0, 2).group(), p.scanner("ab").match().group())
print(repr(re.compile(b"x")), re.findall(rb"\w", b"a\xe9"), re.sub(b"a", b"b", b"aa"), error(lambda: re.match("a", b"a")), "|", error(lambda: re.match(b"a", "a")), "|", error(lambda: re.compile(p, re.I)), "|", re.I | re.S, repr(re.IGNORECASE))

# === what is refused ===
for bad in ("(", ")", "[", "a**", "*a", "+", "?", "a{2,1}", "(?P<n>a)(?P<n>b)", "(?P=x)", r"\1", "(?P<1>a)", "(?<=a*)b", "[z-a]", "\\", r"\q", "(?z)", "(?P<n", "(?(1)a|b|c)", "(?:", "a(?i)b", r"[\d-z]", r"\x1", "(?P>x)", "(?<x)"):
    try:
        re.compile(bad)
        print("compiled", bad)
    except re.error as e:
        print(e, "|", e.msg, e.pos, e.pattern == bad)
for bad in (lambda: re.sub("a", r"\2", "a"), lambda: re.sub("a", r"\g<x>", "a"), lambda: re.sub("a", r"\g<", "a"), lambda: re.sub("a", r"\q", "a")):
    result = error(bad)
    print(result.split(":", 1)[1] if "Error" in result or "error" in result else result)
print(error(lambda: re.match(5, "a")), "|", error(lambda: re.match("a", 5)), "|", error(lambda: re.sub("a", 5, "a")).split(":")[0])

# === at work ===
tokens = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z]\w*)|(?P<op>[-+*/()=]))")
print([(t.lastgroup, t[t.lastgroup]) for t in tokens.finditer("x1 = 3.14*(y + 42)")])
print(re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName").lower(), re.findall(r"<(\w+)[^>]*>", "<a href='x'><b>"), bool(re.fullmatch(r"(a+)+b", "a" * 20 + "b")), re.findall(r"(?m)^(\w+):\s*(.*)$", "k: v\nx:  y z\n"), re.sub(r"\s+", " ", " a \n\t b "), len(re.findall(r"\w+", "word " * 500)))
print(re.sub(r"(\d)(?=(\d{3})+$)", r"\1,", "1234567"), re.match(r"(?:(\d+)|(\w+))\s*", "abc ").groups(), re.search(r"(.)\1", "hello").group(), re.split(r"[;,]\s*", "a; b,c"))
