# Floats: shortest text, special values, rounding, formatting, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


inf, nan = float("inf"), float("nan")

# === repr is the shortest text that reads back ===
for x in (0.1, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 100.0, -0.0, 2.5e-7):
    assert float(repr(x)) == x
    print(x, end=" ")
print()
print(0.1 + 0.2, 1.1 * 3, 1e22, 1e21, 1e23, 9007199254740993.0, 4.35, 0.000123, 1234567.0)
print(inf, -inf, nan, inf - inf, inf * 0, -inf + 1, 1e308 * 10)

# === comparison ===
assert nan != nan and not nan == nan and not nan < 1 and not nan > 1
assert 0.0 == -0.0 and 1.0 == 1 and 0.5 != 1
assert nan in [nan] and [nan] == [nan] and (nan,) == (nan,)
print([inf > 10**1000, -inf < -(10**1000), 1e300 < 10**300 * 2, 0.1 < 1, 2 > 1.5])

# === from text ===
for text in ("1.5", " -2.5e3 ", "1e5", ".5", "5.", "+.5e-2", "inf", "-Infinity", "NaN", "1_000.5", "0x10", "", "1e", "abc", "1__0", "١.٥"):
    try:
        print(float(text), end=" ")
    except ValueError as e:
        print(e, end=" ")
print()
print(error(lambda: float([])))
print(error(lambda: float(None)))
print(float(), float(True), float(10**20), float(b"2.5"))
print(error(lambda: float(10**400)))

# === division and remainder ===
for a in (7.5, -7.5):
    for b in (2.0, -2.0):
        print(a // b, a % b, divmod(a, b), end="; ")
print()
print(5.0 % inf, -5.0 % inf, 0.0 // 1, -0.0 // 1, 1e300 // 1e-300, 1 // 0.3)
for call in (lambda: 1.0 // 0, lambda: 1.0 % 0.0, lambda: divmod(1.0, 0), lambda: 0.0**-1):
    print(error(call).split(":")[0])

# === powers ===
print(2.0**10, 2.0**-1, 9.0**0.5, 0.0**0, nan**0, 1**nan, inf**0, (-2.0) ** 3, (-8.0) ** 2)
print(error(lambda: 10.0**400))

# === rounding ===
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e20)])
print(round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(1234.5678, 3), round(5e-324, 400), round(1e308, -400))
print(round(3.7), type(round(3.7)).__name__, type(round(3.7, 0)).__name__, round(-2.5, 0), round(1e22, 2))
print(error(lambda: round(inf)), "|", error(lambda: round(nan)), "|", error(lambda: round("x")))
import math

print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.floor(1e20), math.copysign(1, -0.0))

# === formatting ===
x = 1234.56789
print(f"{x:.2f} {x:,.1f} {x:e} {x:.3e} {x:g} {x:.3g} {x:10.1f}| {x:<10.1f}| {x:+.1f} {x:010.2f} {-x:_.0f} {0.25:%} {0.1234:.1%}")
print(f"{1e10:g} {1e-10:g} {100000:g} {1e6:g} {1.0:g} {1.0:#g} {1.5:n} {inf:f} {nan:F} {-inf:e} {3.0:.0f} {2.5:.0f} {3.5:.0f}")
print(f"{x!r:>12} {x:.10} {1.0:.1} {123456.0:.3} {x:.0e} {5e-324:.3e} {1e100:.0f}")
print("%.3f|%8.2f|%-8.2f|%+.1e|%g|%G|%05.1f|%d|%i" % (x, x, x, x, 1e-7, 1e-7, 2.5, 3.99, -3.99))
print(format(1.5), format(1.5, ""), format(0.1, ".20f"), format(1e16, "f"), format(2.0, "r^9"[1:]))

# === methods ===
print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (-2.5).__abs__(), (1.5).conjugate())
print((0.1).hex(), (-1.5).hex(), (0.0).hex(), inf.hex(), float.fromhex("0x1.8p+1"), float.fromhex("-0x.8"), float.fromhex("inf"))
print(error(lambda: float.fromhex("xyz")))
print(error(lambda: inf.as_integer_ratio()), "|", error(lambda: nan.as_integer_ratio()))
print(error(lambda: 1.5 + "a"), "|", error(lambda: 1.5 << 1), "|", error(lambda: [].pop(1.0)))
print(hash(1.0) == hash(1), hash(2.0**70) == hash(2**70), {1.0: "a"}[1], {1: "a"}[True], hash(inf), hash(-inf))
print(sum([0.5] * 4), min(2.5, 1), max(1, 2.5, -3), abs(-2.5), sum([1, 2.5]), bool(0.0), bool(-0.0), bool(nan))


class F(float):
    def __repr__(self):
        return "F!"


print(F(2) + 1, str(F(2)), f"{F(2)}", [F(2)], F(2) == 2)
