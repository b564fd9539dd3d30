# The statistics, fractions and decimal modules.
import decimal
import statistics as st
from decimal import Decimal
from fractions import Fraction


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === statistics ===
print(st.mean([1, 2, 3, 4]), st.mean([1, 2]), st.mean([Fraction(1, 2), 1]), st.mean([Decimal("0.5"), 1]), st.fmean([1, 2, 4]), st.median([3, 1, 2]), st.median([1, 2, 3, 4]), st.median_low([1, 2, 3, 4]), st.median_high([1, 2, 3, 4]), st.mode("abca"), st.multimode("aabbc"), st.mode([1, 1, 2]), st.harmonic_mean([40, 60]), round(st.geometric_mean([1, 2, 4]), 9))
print(st.variance([1, 2, 3, 4]), st.pvariance([1, 2, 3, 4]), round(st.stdev([1, 2, 3, 4]), 12), round(st.pstdev([1, 2, 3, 4]), 12), st.quantiles([1, 2, 3, 4, 5]), st.quantiles(range(1, 101), n=10), st.quantiles([1, 2, 3], method="inclusive"), st.covariance([1, 2, 3], [1, 2, 3]), round(st.correlation([1, 2, 3], [3, 2, 1]), 9), st.linear_regression([1, 2, 3], [3, 5, 7]), st.mean([1e30, 1, -1e30]))
print(error(lambda: st.mean([])), "|", error(lambda: st.median([])), "|", error(lambda: st.variance([1])), "|", error(lambda: st.mode([])), "|", error(lambda: st.mean(["a"])).split(":")[0], isinstance(st.StatisticsError(), ValueError))
n = st.NormalDist(100, 15)
print(n, n.mean, n.variance, round(n.cdf(115), 6), round(n.pdf(100), 6), n + 5, n * 2, st.NormalDist(1, 3) + st.NormalDist(2, 4), round(n.inv_cdf(0.9), 4), n.zscore(130), st.NormalDist.from_samples([1, 2, 3]))

# === fractions ===
F = Fraction
print(F(6, 4), repr(F(6, -4)), F("3/7"), F("-0.25"), F(0.5), F(1.1) == 1.1, F("1e-3"), F(Decimal("0.1")), F(5), F(), F(F(1, 2)), F("  7 "), F(0.1).limit_denominator(10), F(3, 4).numerator, F(3, 4).denominator)
print(F(1, 3) + F(1, 6), F(1, 2) - 1, F(2, 3) * F(3, 4), F(1, 2) / F(1, 4), F(7, 2) // 1, F(7, 2) % 1, divmod(F(7, 2), F(1, 3)), F(2, 3) ** 2, F(2, 3) ** -2, F(4, 9) ** 0.5, -F(1, 2), abs(F(-1, 2)), F(1, 2) + 0.5, 1 + F(1, 2), 2 ** F(1), F(1, 2) + True)
print(F(1, 2) == 0.5, F(1, 3) < F(1, 2), F(1, 2) == Decimal("0.5"), hash(F(1, 2)) == hash(0.5), hash(F(4, 2)) == hash(2), {F(1, 2): "h"}[0.5], int(F(7, 2)), int(F(-7, 2)), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), float(F(1, 3)), bool(F(0)), str(F(1, 3)), f"{F(1, 3)}", F(1, 3).as_integer_ratio(), sum([F(1, 3)] * 3), max(F(1, 3), F(1, 2)), sorted([F(1, 2), 0.1, F(1, 3)]))
print(error(lambda: F(1, 0)), "|", error(lambda: F("x")), "|", error(lambda: F(1.5, 2)), "|", error(lambda: F(1, 2) / 0), "|", error(lambda: F(float("nan"))), "|", error(lambda: F(1, 2) + "a"), "|", error(lambda: F(1, 2) < "a"))
import math

print(math.floor(F(-7, 2)), math.ceil(F(7, 3)), math.trunc(F(-7, 2)), math.gcd(12, 18), F(math.pi).limit_denominator(1000))

# === decimals ===
D = Decimal
print(D("0.1") + D("0.2"), D("1.10"), repr(D("-1.50")), D(5), D("1e5"), D("1E+5") == 100000, D(0.5), D((0, (1, 2, 3), -2)), D("NaN"), D("-Infinity"), D("  3.0 "), D("1_000"), D(1) / D(7), D(1) / 3, D("2") ** D("0.5"), D("10") ** -3, D(7) // 2, D(-7) // 2, D(-7) % 2, divmod(D(7), D("2.5")), D("1.20") * 3, -D("1"), abs(D("-2")), D("0E-7"), D("123E+3"), D("0.0000001"))
print(D("1.0") == D("1.00"), D("1.0") == 1, D("0.1") == 0.1, D("0.5") == 0.5, hash(D("1.0")) == hash(1), D(1) < D(2), D("NaN") == D("NaN"), max(D(1), D(3)), D("1.5").compare(D(2)), D("1.0").compare_total(D("1.00")), sorted([D("2"), D("1.5")]), sum([D("0.1")] * 10))
print(D("2.675").quantize(D("0.01")), D("2.665").quantize(D("0.01")), D("2.5").quantize(D(1), rounding=decimal.ROUND_HALF_UP), D("2.5").to_integral_value(), D("-1.55").quantize(D("0.1"), decimal.ROUND_DOWN), D("1234.5").normalize(), D("100").normalize(), D("1.23456").__round__(2), round(D("2.5")), round(D("1.255"), 2), int(D("3.9")), float(D("0.1")), D("3.14").as_tuple(), D("3.14").as_integer_ratio(), D("0.00").is_zero(), D("5").sqrt(), D("2").exp(), D("10").ln(), D("1000").log10(), D("1.5").to_eng_string(), D("12E+4").to_eng_string())
print(f"{D('1234.567'):,.2f} {D('0.5'):%} {D('1.5'):>8} {D('1e10'):f} {D('1.5'):e} {D('12345'):.3} {D('-1.5'):+}", error(lambda: D("x")).split(":")[0], error(lambda: D(1) / 0).split(":")[0], error(lambda: D(0) / 0).split(":")[0], error(lambda: D(1) + 1.5).split(":")[0], "|", error(lambda: D("NaN") < 1).split(":")[0], error(lambda: D(1).quantize(D("1e-50"))).split(":")[0])
with decimal.localcontext() as ctx:
    ctx.prec = 5
    ctx.rounding = decimal.ROUND_UP
    print(D(1) / 3, +D("1.234567"), ctx.prec, ctx.divide(D(2), D(3)), ctx.create_decimal("1.23456789"))
    ctx.traps[decimal.DivisionByZero] = False
    print(D(1) / 0, bool(ctx.flags[decimal.DivisionByZero]), bool(ctx.flags[decimal.Inexact]))
print(D(1) / 3, decimal.getcontext().prec, decimal.Context(prec=3).sqrt(D(2)), decimal.Context(prec=4).power(D(2), D(20)))
