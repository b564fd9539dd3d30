# str.format, format_map, percent formatting, the string module and templates.
import string


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === fields ===
print("{} {} {}".format(1, "a", None), "{1} {0} {1}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{0} {k}".format("p", k="n"), "{{}} {}".format(1), "{}{}".format("", ""), "".format(), "no".format(1, x=2))
print("{0[0]} {0[1]} {1[k]} {1[a b]}".format([1, 2], {"k": "v", "a b": 3}), "{0.real} {0.imag}".format(1 + 2j), "{0.__class__.__name__}".format(5), "{x[0].real}".format(x=[3]), "{[k]}".format({"k": 1}), "{0[-1]}".format({"-1": "text key"}))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>{}}|{:{w}.{p}}".format("a", 5, "abcdef", w=8, p=2), "{0:{1}{2}}".format(5, ">", 4), "{:{}{}{}.{}}".format(3.14159, ">", "+", 9, 3))
print("{:5}|{:<5}|{:^5}|{:>5}|{:*^7}|{:05d}|{:+.2f}|{:,}|{:%}|{:#x}|{:b}".format("a", "b", "c", "d", "e", 42, 1.5, 1234567, 0.25, 255, 5))
for bad in (lambda: "{}".format(), lambda: "{} {}".format(1), lambda: "{a}".format(), lambda: "{0} {}".format(1, 2), lambda: "{} {0}".format(1, 2), lambda: "{".format(1), lambda: "}".format(1), lambda: "{0[}".format([1]), lambda: "{0.x}".format(5), lambda: "{0[9]}".format([1]), lambda: "{0[k]}".format({}), lambda: "{!x}".format(1), lambda: "{:d}".format("a"), lambda: "{0!}".format(1)):
    result = error(bad)
    print(result if "Index" in result or "Key" in result or "Attribute" in result else result.split(":")[0])


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b}".format_map(Default(a=1)), "{x[y]}".format_map({"x": {"y": 2}}), error(lambda: "{a}".format_map({})), "|", error(lambda: "{}".format_map({})))


class Fields:
    def __getitem__(self, key):
        return f"item {key!r}"

    def __getattr__(self, name):
        return f"attribute {name}"


print("{0[5]} {0[k]} {0.name} {0[a.b]}".format(Fields()))

# === percent ===
print("%s %r %d %i %5d|%-5d|%05d|%+d|% d|%x %X %o %#x %#o %c %c %%" % ("s", "r", 1, 2.9, 3, 4, 5, 6, 7, 255, 255, 8, 255, 8, "c", 100))
print("%f %.2f %8.3f|%-8.1f|%e %G %g %+.1e %5s|%-5s|%.2s|%5.1s|" % (1.5, 2.345, 3.14159, 2.5, 12345.678, 1e-10, 1e20, 0.5, "ab", "ab", "abcdef", "xyz"))
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.5}, "%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%s" % None, "%s" % [1], "%s %s" % (1, (2,)), "%s" % ((1, 2),), "100%%" % (), "%a" % "é", "%s" % {"k": 1}, "%d%%" % 50)
for bad in (lambda: "%s %s" % 1, lambda: "%d" % "x", lambda: "%s" % (1, 2), lambda: "%(a)s" % 5, lambda: "%(a)s" % {}, lambda: "%q" % 1, lambda: "%" % (), lambda: "%c" % "ab", lambda: "%x" % 1.5, lambda: "abc" % 5, lambda: "%d" % None, lambda: "%f" % "x", lambda: "%(a" % {"a": 1}):
    result = error(bad)
    print(result if "not enough" in result or "KeyError" in result or "not all" in result else result.split(":")[0])
print("abc" % {}, "abc" % [], "%s" % True, "%d" % True, "%i" % 10**20, "%x" % -255, "%.3d" % 5, "%+x" % 10, "% x" % 10, "%08.2f" % -3.14159, "%.0f" % 2.5)

# === the string module ===
print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello  big world"), string.capwords("a-b-c", "-"))
t = string.Template("$who likes ${what}, $$5")
print(t.substitute(who="tim", what="kung"), t.substitute({"who": 1}, what=2), t.safe_substitute(who="x"), error(lambda: t.substitute(who="x")), "|", error(lambda: string.Template("$1").substitute()).split(":")[0])
print(list(string.Formatter().parse("a{b!r:c}d{}{{")), string.Formatter().format("{0} {k}", 1, k=2), string.Formatter().vformat("{0}{x}", ["p"], {"x": "q"}))


class Upper(string.Formatter):
    def format_field(self, value, spec):
        return value.upper() if spec == "up" else super().format_field(value, spec)

    def get_value(self, key, args, kwargs):
        return kwargs.get(key, "?") if isinstance(key, str) else super().get_value(key, args, kwargs)


print(Upper().format("{0:up} {missing} {1:>4}", "abc", 5))
