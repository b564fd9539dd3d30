# The format specification of numbers: every option, alone and together, and its errors.


def error(value, spec):
    try:
        return format(value, spec)
    except (ValueError, TypeError, OverflowError) as e:
        return f"{type(e).__name__}: {e}"


inf, nan = float("inf"), float("nan")
values = [0, 255, -1234567, True, 0.0, -0.0, 3.14159, -1234567.891, 1e20, 1e-7, inf, -inf, nan, 1 + 2j, -0.5j, "abc"]
specs = "d x #X b #o c e .3E f .0f ,.2f _.1f g .3g #.3g % .1% n , _ _b 08 010, +012_ *^15 x<+9 =12 <9 +.2 .0 z .1fz s .2s".split()
for spec in specs:
    print(spec, [error(value, spec) for value in values])

# === grouping under zero padding ===
for width in range(4, 16):
    print(f"{1234567:0{width},} {-1234.5:0{width},} {255:0{width}_x} {inf:0{width},}")

# === digits ===
for precision in (0, 1, 2, 5, 15, 17, 25, 60):
    print(f"{0.1:.{precision}f} {2.5:.{precision}e} {1234567.0:.{precision}g} {5e-324:.{precision}e}")
print(f"{1e300:.3f}"[:40], f"{123456.0:.6} {1.0:.1} {10.0:.3} {1e16:.17}", f"{-0.04:z.1f} {-0.06:z.1f}" if error(0.0, "z") == "0.0" else "0.0 -0.1")

# === refused ===
for spec in ("5x5", ".", "99999999999999999999", ".99999999999999999999f", ",_d", "_,d", "5c5", "é", "1 0", "{"):
    print(spec, error(5, spec), "|", error(1.5, spec), "|", error("a", spec))
print(error(0x110000, "c"), error(-1, "c"), error(65, "+c"), error(65, "#c"), error(65, ".1c"), error(65, "^5c"), error(1j, "05"), error(1j, "=9"))


class F(float):
    def __str__(self):
        return "an F"


print(f"{F(2.5)} {F(2.5):} {F(2.5):.2f}", error(F(1), "d"))
