# The datetime module: arithmetic, formats, reading, time zones, and what is refused. No clock is read.
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone


def error(call):
    try:
        call()
    except Exception as e:
        return type(e).__name__
    return "no error"


# === date ===
d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), tuple(d.isocalendar()), d.toordinal(), d.timetuple().tm_yday, d.ctime(), d.isoformat(), d.replace(day=1), date.fromordinal(1), date.min, date.max, date.resolution)
print(d + timedelta(1), d - timedelta(days=60), d - date(2023, 2, 28), d < date(2024, 3, 1), d == date(2024, 2, 29), hash(d) == hash(date(2024, 2, 29)), date.fromisoformat("2024-02-29"), date.fromisoformat("20240229"), date.fromisoformat("2024-W09-4"), date.fromisocalendar(2024, 9, 4))
print(error(lambda: date(2023, 2, 29)), error(lambda: date(0, 1, 1)), error(lambda: date(2024, 13, 1)), error(lambda: date("2024", 1, 1)), error(lambda: date.max + timedelta(1)), error(lambda: d + 1), error(lambda: d < 5), error(lambda: date.fromisoformat("x")), error(lambda: d - 5), MINYEAR, MAXYEAR)
print(d.strftime("%Y-%m-%d %j %U %W %w %u %a %A %b %B %y %% %d/%m"), f"{d:%d.%m.%Y}", f"{d}", format(d, ""), d.strftime(""))

# === timedelta ===
t = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6)
print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds(), -t, abs(-t), t * 2, t / 2, t // 2, t // timedelta(hours=1), t % timedelta(hours=1), divmod(t, timedelta(hours=5)), t / timedelta(days=1) > 1, t * 0.5, timedelta(weeks=1))
print(timedelta(), timedelta(-1), timedelta(seconds=-1), timedelta(microseconds=1), timedelta(hours=25), timedelta(days=1.5), timedelta(seconds=0.1), repr(timedelta(-1, 5)), timedelta.min, timedelta.max, timedelta.resolution, bool(timedelta()), timedelta(1) == timedelta(hours=24), timedelta(1) > timedelta(0), sum([timedelta(1)] * 3, timedelta()), timedelta(days=1000), timedelta(microseconds=0.5), timedelta(microseconds=1.5))
print(error(lambda: timedelta(10**10)), error(lambda: timedelta("1")), error(lambda: t + 1), error(lambda: t / 0), error(lambda: t // timedelta()), error(lambda: t < 1), error(lambda: t * "a"), hash(timedelta(1)) == hash(timedelta(hours=24)))

# === time ===
x = time(12, 30, 45, 123456)
print(x, repr(x), time(), time(1), time(23, 59, 59), x.isoformat("minutes"), x.isoformat("milliseconds"), x.replace(hour=1), x.strftime("%H:%M:%S.%f %I %p"), time.fromisoformat("04:23:01.000384"), time.fromisoformat("T0423"), x < time(13), bool(time(0)), time.min, time.max, f"{x:%H-%M}", time(1, tzinfo=UTC), time(1, fold=1).fold, repr(time(1, 2, 3)))
print(error(lambda: time(24)), error(lambda: time(1, 60)), error(lambda: time(1) < time(1, tzinfo=UTC)), error(lambda: time.fromisoformat("25:00")), error(lambda: x + timedelta(1)), error(lambda: time(1, tzinfo=5)))

# === datetime ===
m = datetime(2024, 2, 29, 13, 5, 9, 7)
print(m, repr(m), m.date(), m.time(), m.isoformat(" ", "seconds"), m.isoformat(), m.ctime(), datetime(2024, 1, 1), m.replace(year=2023, day=1, microsecond=0), m.timetuple()[:6], m.weekday(), datetime.combine(d, x), datetime.min, datetime.max, m.toordinal())
print(m + timedelta(hours=12), m - datetime(2024, 1, 1), m < datetime(2025, 1, 1), m == datetime(2024, 2, 29, 13, 5, 9, 7), m == d, error(lambda: m < d), m - timedelta(microseconds=8), error(lambda: datetime.max + timedelta(1)), max(m, datetime(2020, 1, 1)) == m)
print(m.strftime("%Y%m%dT%H%M%S.%f %I:%M %p %c|%x|%X"), f"{m:%A, %d. %B %Y}", m.strftime("%G-W%V-%u"))
for text in ("2024-02-29", "2024-02-29T13:05", "2024-02-29 13:05:09", "2024-02-29T13:05:09.000007", "2024-02-29T13:05:09Z", "2024-02-29T13:05:09+05:30", "20240229T130509", "2024-W09-4T10", "2024-02-29T13:05:09.1"):
    print(datetime.fromisoformat(text), end=" | ")
print()
print(error(lambda: datetime.fromisoformat("2024-02-30")), error(lambda: datetime.fromisoformat("nope")), error(lambda: datetime(2024, 1, 1, 25)), error(lambda: datetime(2024, 1)), error(lambda: m + m), error(lambda: datetime.fromisoformat(5)))
print(datetime.strptime("29.02.2024 13:05", "%d.%m.%Y %H:%M"), datetime.strptime("Feb 3, 2021 1:02 PM", "%b %d, %Y %I:%M %p"), datetime.strptime("2024-060", "%Y-%j"), datetime.strptime("12:30:45.5 +0200 2020", "%H:%M:%S.%f %z %Y"), error(lambda: datetime.strptime("x", "%Y")), error(lambda: datetime.strptime("2024 rest", "%Y")), error(lambda: datetime.strptime("2024", "%Q")))

# === time zones ===
east, west = timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8), "West")
a = datetime(2024, 3, 1, 12, tzinfo=UTC)
print(a, repr(a), a.astimezone(east), a.astimezone(west), a.utcoffset(), a.tzname(), east, west, repr(west), a.astimezone(west).tzname(), a == a.astimezone(east), hash(a) == hash(a.astimezone(west)), timezone.utc is UTC, repr(UTC), str(UTC))
print(a - a.astimezone(east), a.astimezone(east) - datetime(2024, 3, 1, tzinfo=UTC), error(lambda: a < datetime(2024, 1, 1)), a == datetime(2024, 3, 1, 12), error(lambda: a - datetime(2024, 1, 1)), a.timestamp(), datetime.fromtimestamp(0, UTC), datetime.fromtimestamp(1709294400.5, east), a.strftime("%z|%Z"), a.replace(tzinfo=None), a.isoformat(), a.timetz(), a.utctimetuple()[:5])
print(error(lambda: timezone(timedelta(hours=25))), error(lambda: timezone(5)), timezone(timedelta(0)), timezone(timedelta(seconds=1)), timezone(timedelta(hours=1)) == timezone(timedelta(hours=1), "x"), timezone.min, timezone.max, datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp(), datetime(1, 1, 1, tzinfo=UTC).timestamp())

import calendar

print(list(map(int, calendar.monthrange(2024, 2))), calendar.isleap(1900), calendar.isleap(2000), calendar.month(2024, 2).split("\n")[0].strip(), calendar.monthcalendar(2024, 2)[0], calendar.timegm((2024, 3, 1, 12, 0, 0)), calendar.leapdays(2000, 2025), calendar.day_name[0], calendar.month_abbr[12], int(calendar.weekday(2024, 2, 29)))
