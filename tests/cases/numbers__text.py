# Numbers from text and to text: what int, float and complex accept, and what they say of the rest.


def error(call, *args):
    try:
        return call(*args)
    except (ValueError, TypeError, OverflowError) as e:
        return f"{type(e).__name__}: {e}"


# === int ===
for text in ("12", " -7 ", "+5", "1_000", "_1", "1_", "1__0", "0x1f", "0_7", "00", "007", "", "- 1", "１２", "٣x", "zz"):
    print(repr(text), [error(int, text, base) for base in (10, 0, 16, 36)])
print(error(int, b" 12 "), error(int, bytearray(b"x")), error(int, "1", 37), error(int, 5, 10), error(int, [1]), error(int, None))
print(error(lambda: int(base=3)), error(int, float("nan")), error(int, float("inf")), int(), int(True), int(-1.9), int(1e30))

# === float ===
for text in (" 1.5 ", "1_0.5_1", "1_.5", "infinity", "-InF", "+nan", "١.٥", "1e400", "1e-400", "1e", ".", "", "0x10", "1.5\x00"):
    print(repr(text), error(float, text))
for text in ("0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x1p1024", "0x1.00000000000008p0", "0x1.000000000000080001p0", "abc.def", "", "0xp1"):
    print(repr(text), error(float.fromhex, text))
print(900719925474099.25, 1000000000000000.25, 5e-324, 1e16, 123456789012345680.0, 2.0**-0.5, 7**-2, 0.1 * 3)

# === complex ===
for text in ("1+2j", "j", "-j", "(1-2j)", " ( 1e5-2e-5j ) ", "inf+nanj", "1 + 2j", "1+2", "1_0j", "_1j", "", "1+2jj", "(1"):
    print(repr(text), error(complex, text))
print(complex(-0.0, -0.0), complex(0, -0.0), 1e16j, -0.0j, complex(1, 2) * 3, (1 + 2j) ** 3, (1 + 2j) ** -2, (-8) ** (1 / 3))

# === bytes ===
for number, length, signed in ((300, 1, False), (-1, 2, False), (128, 1, True), (-128, 1, True), (-129, 1, True), (0, 0, False)):
    print(error(lambda: number.to_bytes(length, "big", signed=signed)))
print(int.from_bytes([1, 2, 3], "big"), int.from_bytes(b"\xff\x00", "little", signed=True), error(int.from_bytes, "a", "big"))

# === rounding ===
print([round(n, -2) for n in (50, 150, 250, -150, 149, 151)], round(10**30 + 5 * 10**9, -10))
print(round(1250.5, -2), round(1250.0, -2), round(5.015, 2), round(-0.4), round(1e22, -22), round(4.5e15 + 0.5, -15))
