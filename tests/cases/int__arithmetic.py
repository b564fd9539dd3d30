# Integers: the four operations, division and its signs, shifts, bits, conversion, and what they refuse.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === division rounds down, the remainder has the sign of the divisor ===
for a in (7, -7, 0, 1, -1):
    for b in (3, -3, 1, -1, 7):
        q, r = divmod(a, b)
        assert q == a // b and r == a % b and q * b + r == a
        print(a, b, q, r, end="; ")
    print()
assert 7 / 2 == 3.5 and 6 / 3 == 2.0 and isinstance(6 / 3, float)
for call in (lambda: 1 // 0, lambda: 1 % 0, lambda: divmod(1, 0), lambda: 1 / 0, lambda: 1.0 / 0):
    print(error(call).split(":")[0])
print(error(lambda: 1 / 0))

# === powers ===
print(2**10, (-2) ** 3, 2**-1, 0**0, (-1) ** 0, 2**0.5 > 1.41, (-8) ** 2)
print(pow(3, 4, 5), pow(3, -1, 7), pow(-3, 3, 5), pow(2, 10, 1), pow(2, 3, -5))
print(error(lambda: pow(2, -1, 4)))
print(error(lambda: pow(2, 3, 0)))
print(error(lambda: pow(2.0, 3, 4)))
print(type((-8) ** 0.5).__name__)
assert -(2**2) == -4 and -(2) ** 2 == -4 and 2 ** 3**2 == 512

# === bits ===
print(6 & 3, 6 | 3, 6 ^ 3, ~6, -6 & 3, -6 | 3, -6 ^ 3, ~-1)
print(1 << 10, -1 << 10, 1023 >> 3, -1 >> 100, -5 >> 1, 5 >> 64, 1 >> 1000)
print(error(lambda: 1 << -1), error(lambda: 1 >> -1))
print((255).bit_length(), (0).bit_length(), (-256).bit_length(), (255).bit_count(), (-7).bit_count())

# === at the edge of 64 bits ===
big = 2**63 - 1
print(big, big + 1, -big - 1, -big - 2, big * 2, big * big, -(-(2**63)))
print(abs(-(2**63)), (-(2**63)) // -1, (-(2**63)) % -1, divmod(-(2**63), -1))
print(big - -1, (big + 1) - 1 == big, hash(big + 1) == hash(big + 1), (1 << 62) + (1 << 62))
x = 1
for _ in range(70):
    x += x
print(x, x == 2**70, x >> 69)

# === from text ===
print(int("42"), int("  -42\n"), int("+7"), int("1_000_000"), int("0"), int("-0"), int("00012"))
print(int("ff", 16), int("0xFF", 16), int("0xff", 0), int("0b101", 0), int("0o17", 0), int("z", 36), int("101", 2))
print(int("١٢٣"), int("１２"))
for text, base in (("", 10), ("1__0", 10), ("_1", 10), ("12", 2), ("0x", 16), ("010", 0), ("1.5", 10), ("a", 10)):
    print(error(lambda: int(text, base)))
print(error(lambda: int("1", 1)), "|", error(lambda: int("1", 37)))
print(error(lambda: int([])))
print(error(lambda: int("5", "x")))
print(error(lambda: int(5, 10)))

# === from floats and objects ===
print(int(3.99), int(-3.99), int(1e20), int(True), int(b"12"))
print(error(lambda: int(float("inf"))), "|", error(lambda: int(float("nan"))))


class Index:
    def __index__(self):
        return 5


class Int:
    def __int__(self):
        return 9


class Wrong:
    def __int__(self):
        return "9"


print(int(Index()), int(Int()), [10, 20, 30, 40, 50, 60][Index()], hex(Index()), "ab" * Index())
print(error(lambda: int(Wrong())).split(":")[0])
print(error(lambda: int(object())))

# === to text ===
print(str(-5), repr(0), bin(10), oct(-8), hex(255), bin(-1), hex(-(2**70)))
print(f"{1234567:,} {1234567:_} {255:#x} {255:#X} {255:#010b} {-5:+d} {5:+} {5: d} {42:>6} {42:<6}| {42:^6}| {42:*^7}")
print(f"{42:06} {-42:06} {65:c} {3:e} {7:.2f} {5:%} {2**40:_x}")

# === comparison and types ===
assert 1 == 1.0 == True and 1 != "1" and not 1 == "1"
assert 2**53 + 1 != float(2**53) and 2**53 + 1 > float(2**53)
assert 10**400 > float("1e308") and -(10**400) < 0.0 and 1 < float("inf")
print(error(lambda: 1 < "a"))
print(error(lambda: 1 + "a"))
print(error(lambda: 1 + None))
print(error(lambda: -"a"))
print(error(lambda: 10**400 * 1.0))
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), (-5).__abs__(), (5).__add__("x"))
print(True + True, True * 5, -True, ~int(True) & 1, True & False, True | 2, type(True & True).__name__, type(True + 0).__name__)
print(round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(5), round(149, -2), round(7, 2))
print((1000).to_bytes(2, "big"), (1000).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True))
print(int.from_bytes(b"\x03\xe8", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b"", "little"))
print(error(lambda: (1000).to_bytes(1, "big")))
print(error(lambda: (-1).to_bytes(1, "big")))
print((10).as_integer_ratio(), int(), int.__name__, (3).__class__)


class MyInt(int):
    pass


m = MyInt(3)
print(m + 1, type(m + 1).__name__, repr(m), m == 3, {3: "x"}[m])
