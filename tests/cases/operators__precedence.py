# Operators: precedence, short circuits, chained comparisons, augmented assignment, identity, and conditional expressions.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


log = []


def note(v):
    log.append(v)
    return v


def take():
    taken, log[:] = list(log), []
    return taken


# === precedence ===
print(2 + 3 * 4, (2 + 3) * 4, -2**2, 2**-1, 2**3**2, -7 // 2, -(7 // 2), 7 - 3 - 2, 2 * 3 % 4, 1 << 2 + 1, 1 | 2 ^ 3 & 4, ~1 + 1, not 1 == 2, not True or True, 1 + 1 == 2 and 2 < 3, 1 if 0 else 2 if 0 else 3, 5 & 3 == 3, (5 & 3) == 1, 10 - 2**2, 3 * -2, - -3, +-+3, not not 5)
print(1 or 2 and 0, (1 or 2) and 0, "a" "b" * 2, [1] + [2] * 2, "x" in "xy" == True, not "a" in "b", 1 < 2 == True, (1 < 2) == True, (lambda: 5 or 6)())

# === and, or, not ===
print(note(0) and note(1), take(), note(1) and note(2), take(), note(0) or note(""), take(), note(1) or note(2), take(), note(0) or note(5) and note(6), take(), not [], not "x", None or [], 0 or None, "" and 5, 5 and "")

# === chains ===
print(note(1) < note(2) < note(3), take(), note(3) < note(2) < note(1), take(), 1 < 2 > 1, 1 == 1.0 == True, 1 < 3 < 2, 1 != 2 != 1, "a" < "b" <= "b", 3 > 2 >= 2 > 1 != 0, 1 in [1] == [1], None is None is not log)


class Both:
    def __lt__(self, other):
        return "truthy text"

    def __gt__(self, other):
        return []


print(Both() < 1, Both() > 1, Both() < 1 < 2, Both() > 1 > 0, (Both() > 1) is not False)

# === order of evaluation ===
d = {}
d[note("key")] = note("value")
print(take())
note([1])[note(0)] += note(5)
print(take())
x = note(1) + note(2) * note(3)
print(take(), [note(1), note(2)], {note("k"): note("v")}, take())
print((note("f") and max)(note(1), *[note(2)], key=note(None)), take(), note(1) if note(0) else note(2), take())

# === augmented assignment ===


class A:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, o):
        self.v += o
        return self

    def __isub__(self, o):
        return NotImplemented

    def __sub__(self, o):
        return f"sub {o}"

    def __imul__(self, o):
        return "replaced"


a = b = A(1)
a += 5
print(a is b, a.v)
a -= 2
print(a)
b *= 3
print(b)
n, t, s, l = 10, (1,), "a", [1]
n += 1
n -= 2
n *= 3
n //= 2
n **= 2
n %= 100
n <<= 2
n >>= 1
n |= 1
n &= 0xFF
n ^= 5
print(n)
n /= 4
t += (2,)
s += "b"
s *= 2
l += "xy"
l *= 2
print(n, t, s, l)
print(error(lambda: exec("x = 1; x += 'a'")), "|", error(lambda: exec("x = []; x += 5")), "|", error(lambda: exec("x = (1,); x += [1]")), "|", error(lambda: exec("undefined_name += 1")))
items = [[1], [2]]
items[0] += [9]
items[-1], items[0][0] = 5, 6
print(items)


class Box:
    value = 10


box = Box()
box.value += 1
print(box.value, Box.value)


def index():
    log.append("index called")
    return 0


counts = [0]
counts[index()] += 1
print(counts, take())

# === identity and membership ===
e = []
print(e is e, [] is [], e is not [], None is None, True is (1 == 1), () == (), 1 in (1, 2), 3 not in (1, 2), "b" in "abc", "" in "", b"a" in b"ab", 1 in {1: 2}, 2 in {1: 2}, None in [None], [1] in [[1]], "k" in {"k"}, 5 in range(10), 0.5 in range(2))


class Contains:
    def __contains__(self, x):
        return "yes" if x == 1 else ""


print(1 in Contains(), 2 in Contains(), 2 not in Contains(), error(lambda: 1 in 5)[:9], "|", error(lambda: 1 in "a"))


# === reflected operators ===
class L:
    def __add__(self, o):
        log.append("L.add")
        return NotImplemented

    def __eq__(self, o):
        log.append("L.eq")
        return NotImplemented

    def __lt__(self, o):
        log.append("L.lt")
        return NotImplemented


class R:
    def __radd__(self, o):
        log.append("R.radd")
        return "radd"

    def __eq__(self, o):
        log.append("R.eq")
        return "eq"

    def __gt__(self, o):
        log.append("R.gt")
        return "gt"


class LL(L):
    def __radd__(self, o):
        log.append("LL.radd")
        return "sub first"


print(L() + R(), L() == R(), L() < R(), L() + LL(), take())
print(L() == L(), L() != R(), take(), error(lambda: L() + L()), take(), error(lambda: L() < L()), take())
for op, f in (("-", lambda: 1 - "a"), ("*", lambda: {} * 2), ("/", lambda: [] / 2), ("@", lambda: 1 @ 2), ("%", lambda: None % 2), ("**", lambda: "a" ** 2), ("<<", lambda: 1.5 << 2), ("&", lambda: 1.5 & 2), ("-x", lambda: -[]), ("~", lambda: ~1.5), ("//", lambda: "a" // 2), ("divmod", lambda: divmod("a", 1)), ("pow", lambda: pow("a", 2, 3)), ("+=", lambda: exec("x = None; x += 1")), ("**=", lambda: exec("x = 'a'; x **= 2"))):
    print(op, error(f))
