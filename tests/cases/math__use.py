# The math and cmath modules, and complex numbers: exact results, and rounded ones where libraries differ.
import cmath
import math


def error(call):
    try:
        call()
    except Exception as e:
        return type(e).__name__
    return "no error"


inf, nan = math.inf, math.nan

# === exact ===
print(math.sqrt(16), math.sqrt(2), math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(-2.9), math.fabs(-3), math.copysign(3, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-2.5), math.frexp(10.0), math.ldexp(0.5, 4), math.isqrt(17), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist([0, 0], [3, 4]), math.degrees(0), math.radians(0))
print(math.factorial(20), math.comb(10, 3), math.comb(3, 10), math.perm(5, 2), math.perm(5), math.gcd(), math.gcd(12, -18), math.gcd(0, 5), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.prod([0.5, 2]), math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.isclose(1, 1 + 1e-10), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9), math.isclose(inf, inf), round(math.cbrt(27.0), 12))
print(math.isnan(nan), math.isinf(-inf), math.isfinite(1), math.isfinite(nan), math.ulp(1.0), math.nextafter(1.0, 2), math.nextafter(0.0, -1), math.pi, math.e, math.tau, math.floor(1e300) == int(1e300), math.ceil(-0.5), math.log2(8), math.log2(2**100), math.log10(1000), math.log(1), math.exp(0), math.pow(2, 10), math.pow(0, 0), math.pow(inf, -1), math.expm1(0), math.log1p(0), math.sin(0), math.cos(0), math.atan2(0, 1), math.exp2(5), math.sumprod([1], [2]) if hasattr(math, "sumprod") else 2)


class Number:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 2.25


print(math.floor(Number()), math.ceil(Number()), math.trunc(Number()), math.sqrt(Number()), error(lambda: math.sqrt("4")), error(lambda: math.sqrt(None)), error(lambda: math.floor("x")))
print([error(c) for c in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.exp(1000), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.gcd(1.5), lambda: math.acos(2), lambda: math.fmod(1, 0), lambda: math.pow(-1, 0.5), lambda: math.floor(inf), lambda: math.ceil(nan), lambda: math.comb(-1, 2), lambda: math.isqrt(-1), lambda: math.sin(inf), lambda: math.ldexp(1, 10**6), lambda: math.log(10, 1), lambda: math.isqrt(2.0), lambda: math.dist([1], [1, 2]), lambda: math.fsum([inf, -inf]), lambda: math.pow(0, -1), lambda: math.gamma(0), lambda: math.perm(2, -1))])

# === rounded ===
print([round(v, 10) for v in (math.sin(1), math.cos(1), math.tan(1), math.asin(0.5), math.acos(0.5), math.atan(1), math.atan2(-1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5), math.exp(1.5), math.log(10), math.log(8, 3), math.log10(5), math.log2(10), math.log1p(0.5), math.expm1(0.5), math.gamma(5.5), math.lgamma(10), math.erf(0.5), math.erfc(0.5), math.pow(2, 0.5), math.hypot(1, 1))])
print(round(math.log(10**400), 6), round(math.log10(10**400), 6), round(math.log2(3**500), 6), math.sqrt(10**300), round(math.log(10**400, 10), 6))

# === complex numbers ===
z = 3 + 4j
print(z, repr(-z), z.real, z.imag, z.conjugate(), abs(z), z + 1, z * 2j, z - z, z / (1 - 1j), z**2, z**0, 1j * 1j, -1j, 0j, complex(1, -0.0), complex("1+2j"), complex(" -1.5e3j "), complex("(2-1j)"), complex("inf+nanj"), complex(), complex(True), 1e20 + 1j, (1.5 + 0j), complex(-0.0, 1))
print(z == 3 + 4j, z == 3, 2 + 0j == 2, hash(2 + 0j) == hash(2), z != 1j, bool(0j), {1 + 0j: "one"}[1], error(lambda: z < 1j), error(lambda: z // 1), error(lambda: z % 1), error(lambda: int(z)), error(lambda: float(z)), error(lambda: complex("1 + 2j")), error(lambda: complex("x")), error(lambda: z / 0), error(lambda: complex("1", 2)), error(lambda: round(z)), error(lambda: complex([])))
print(f"{z} {z:.2f} {z:>10} {1.5j:.1f} {z!r:>10}", str(1j), sum([1j, 2]), sorted([abs(1j), 0.5]), (1 + 2j) * 3, 3 - (1 + 2j), 2.0 * 1j, pow(1j, 2).real, divmod(7, 2))
print(cmath.sqrt(-4), cmath.phase(1j) == math.pi / 2, cmath.polar(-1 + 0j), abs(cmath.exp(1j * math.pi) + 1) < 1e-15, cmath.isclose(1, 1 + 1e-10j), cmath.isnan(complex(nan, 0)), cmath.isinf(complex(0, inf)), cmath.isfinite(1j), cmath.rect(2, 0), cmath.infj, error(lambda: cmath.log(0)), abs(cmath.log(-1) - 1j * math.pi) < 1e-15, abs(cmath.sin(1j) - 1j * math.sinh(1)) < 1e-15)
