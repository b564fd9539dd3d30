# The textwrap, pprint, difflib, shlex, fnmatch and urllib.parse modules.
import difflib
import fnmatch
import pprint
import shlex
import textwrap
from urllib.parse import parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urlencode, urljoin, urlparse, urlsplit, urlunparse


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === textwrap ===
text = "The quick brown fox jumped over the lazy dog. A verylongwordthatdoesnotfit here,\tand well-known hyphens."
for width in (10, 20, 40):
    print(textwrap.wrap(text, width))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap(text, 12, break_long_words=False), textwrap.wrap("a-b-c d", 3, break_on_hyphens=False), textwrap.wrap("", 5), textwrap.wrap("  lead", 10), textwrap.wrap("a  b", 10, drop_whitespace=False), textwrap.wrap(text, 25, max_lines=2), textwrap.wrap(text, 25, max_lines=1, placeholder="~"))
print(textwrap.shorten("Hello  world, this is long", 15), textwrap.shorten("fits", 10), textwrap.shorten("Hello world", 8, placeholder=".."), error(lambda: textwrap.wrap("a", 0)), "|", error(lambda: textwrap.shorten("hello", 2)))
print(repr(textwrap.dedent("    a\n      b\n\n    c\n")), repr(textwrap.dedent("\ta\n\tb")), repr(textwrap.dedent("a\n  b")), repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "> ", lambda line: True)))

# === pprint ===
data = {"name": "x" * 30, "items": list(range(30)), "nested": {"b": [1, (2, 3)], "a": {"deep": {1: "one"}}}, "set": {3}, "text": "word " * 20}
pprint.pprint(data, width=60)
pprint.pprint(data, width=60, compact=True, sort_dicts=False)
pprint.pprint([[[[1]]]], depth=2)
pprint.pprint(list("abc"), width=1)
print(pprint.pformat({"b": 1, "a": 2}), pprint.pformat([1] * 3, indent=4), pprint.isreadable([1]), pprint.saferepr("x"), pprint.pformat(()), pprint.pformat("short"), pprint.pformat((1,), width=1))
loop = [1]
loop.append(loop)
print(pprint.isrecursive(loop), pprint.isreadable(loop))

# === difflib ===
a, b = "one\ntwo\nthree\nfour\n".splitlines(True), "one\n2\nthree\nfour\nfive\n".splitlines(True)
print("".join(difflib.unified_diff(a, b, "before", "after")), end="")
print("".join(difflib.ndiff(a, b)), end="")
print("".join(difflib.context_diff(a, b, n=1)), end="")
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), difflib.SequenceMatcher(None, "qabxcd", "abycdf").get_opcodes(), difflib.SequenceMatcher(None, "abxcd", "abcd").get_matching_blocks()[0], round(difflib.SequenceMatcher(None, "tide", "diet").quick_ratio(), 3))

# === shlex, fnmatch ===
print(shlex.split("a 'b c' \"d e\" f\\ g # not a comment"), shlex.split("a # b", comments=True), shlex.quote("it's"), shlex.quote("plain"), shlex.quote(""), shlex.join(["a b", "c"]), error(lambda: shlex.split("'a")), list(shlex.shlex("a = 'b c' + 1")), list(shlex.shlex("a&&b|c", punctuation_chars=True)))
print(fnmatch.fnmatchcase("a.py", "*.py"), fnmatch.fnmatchcase("a.py", "?.p[!x]"), fnmatch.filter(["a", "b", "ab"], "a*"), fnmatch.fnmatchcase("A", "a"), fnmatch.fnmatchcase("a[1]", "a[[]1]"))

# === urllib.parse ===
u = urlparse("https://user:pw@Example.com:8080/a/b;p?q=1&r=a%20b#frag")
print(u, u.hostname, u.port, u.username, u.password, u.netloc, u.geturl(), urlsplit("//host/p?q").netloc, urlunparse(("http", "h", "/p", "", "q=1", "f")), urlparse("mailto:a@b"), error(lambda: urlparse("http://h:x").port), "|", error(lambda: urlparse("http://[::1")))
print(quote("a b/c?é&"), quote("a/b", safe=""), quote_plus("a b+c"), unquote("a%20b%C3%A9%zz"), unquote_plus("a+b%2B"), urlencode({"a": 1, "b": "x y", "c": "é"}), urlencode({"a": [1, 2]}, doseq=True), urlencode([("a", 1), ("a", 2)]), parse_qs("a=1&a=2&b=&c"), parse_qs("b=", keep_blank_values=True), parse_qsl("a=1&b=%20x"), quote(b"\xff"))
for link in ("g", "./g", "../g", "/g", "//g", "?y", "#s", "g;x", "", "../../../g", "http:g", "g/../h", "./"):
    print(urljoin("http://a/b/c/d;p?q", link), end=" ")
print()
