# `%` formatting of text and bytes: conversions, flags, keys, `*`, and the words of what is refused.


def err(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class Shown:
    def __str__(self):
        return "str é"

    def __repr__(self):
        return "repr é"


class Index:
    def __index__(self):
        return 65


# === text ===
print("%s|%r|%a|%5s|%-5s|%.2s" % (Shown(), Shown(), Shown(), "é", "é", "éàü"))
print("%d|%i|%u|%5d|%-5d|%05d|%+d|% d|%.3d|%d" % (1, -2, 3, 4, 5, -6, 7, 8, 9, 10**30))
print("%x|%X|%o|%#x|%#X|%#o|%08x|%#010x|%+.3x|%x" % (255, 255, 8, 255, 255, 8, -255, -255, 10, Index()))
print("%e|%E|%f|%F|%g|%G|%.0f|%#.0f|%010.3f|%-10.2f|%+g" % (1.5, 1.5, 1.5, float("inf"), 1e-10, 1e20, 2.5, 2.5, -1.5, 3.14159, 1))
print("%c%c%5c|%-3c|" % ("a", 98, "é", Index()), "%%|%ld" % 3, "%5.1f%%" % 99.5, "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "%*s|" % (-4, "a"))
print("%(a)s %(b c)d %(d(e))s %%" % {"a": 1, "b c": 2, "d(e)": 3}, "%s" % {}, "%s" % [1], "x" % [1], "x" % {}, "%(a)s" % {"a": (1, 2)}, "%s %(a)s" % {"a": 1})
for f in (
    lambda: "%*d" % (5,), lambda: "%(a)s" % 1, lambda: "%(a" % {}, lambda: "%" % (), lambda: "%y" % 1, lambda: "é%é" % 1, lambda: "%d" % "a",
    lambda: "%x" % 1.5, lambda: "%d" % 1.9, lambda: "%c" % -1, lambda: "%f" % "a", lambda: "%5%" % 1, lambda: "%s %s" % (1,), lambda: "%s" % (1, 2),
    lambda: "x" % 1, lambda: "%99999999999999999999d" % 1, lambda: "%.99999999999999999999d" % 1, lambda: "%.-3d" % 1, lambda: "%(a)s %s" % {"a": 1},
    lambda: "%*d" % ("a", 1), lambda: "%ll" % 1, lambda: "%(b)s" % {"a": 1}, lambda: "%d" % float("nan"), lambda: "%" % 1, lambda: "%(a)s" % [1],
):
    print(err(f))

# === bytes ===
print(b"%s|%b|%a|%r|%c|%c|%5s|%-5s|%.2s" % (b"a", bytearray(b"b"), "é", "é", 65, b"z", b"x", b"y", b"xyz"))
print(b"%d|%05x|%#o|%e|%g" % (5, 255, 8, 1.5, 0.1), bytearray(b"%d") % 3, b"%(a)s" % {b"a": memoryview(b"m")}, b"%%")
for f in (lambda: b"%s" % "a", lambda: b"%c" % 300, lambda: b"%f" % "a", lambda: b"%d" % "a", lambda: b"%y" % 1, lambda: b"%s" % (b"1", 2), lambda: b"%s %s" % (b"a",)):
    print(err(f))
