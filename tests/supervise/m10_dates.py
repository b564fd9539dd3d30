# Dates, times and fixed time zones cross by value, as the other side's own classes make them.
import datetime as dt
import rexec

cell = rexec.RExec()
main = cell.add_module("__main__")
ist = dt.timezone(dt.timedelta(hours=5, minutes=30), "IST")
values = [
    dt.date(2024, 2, 29), dt.date.min, dt.date.max,
    dt.time(1, 2, 3, 4, fold=1), dt.time(23, 59, 59, 999_999, tzinfo=ist),
    dt.datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=ist), dt.datetime.max, dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc),
    dt.timedelta(-1, 5, 6), dt.timedelta.max, dt.timedelta.min,
    ist, dt.timezone.utc, dt.timezone.min, dt.timezone.max,
]

# The cell has not imported datetime: its library makes them all the same, and the module is not the cell's thereby.
main.values = values
assert cell.r_eval("'datetime' in __import__('sys').modules or '_pydatetime' in __import__('sys').modules") is False
assert cell.r_eval("[repr(it) for it in values]") == [repr(it) for it in values]
cell.r_exec("""
import datetime
assert all(type(it) is getattr(datetime, type(it).__name__) for it in values)
assert values[12] is datetime.timezone.utc
assert values[4].tzinfo == values[5].tzinfo == values[11]
assert hash(values[5]) == hash(datetime.datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=values[11]))
assert values[6] - values[7].replace(tzinfo=None) == datetime.timedelta(2932896, 86399, 999999)
""")

# And back.
back = cell.r_eval("values")
assert back == values and [type(it) for it in back] == [type(it) for it in values]
assert back[12] is dt.timezone.utc and back[3].fold == 1 and back[5].tzname() == "IST"
assert main.values == values

# Within containers; as keys they are stand-ins, and themselves again at home. What is there twice is there twice afterwards.
held = {dt.date(2024, 1, 1): [1], (dt.time(1),): {dt.timedelta(1)}, frozenset([ist]): {"x": (dt.date(1, 1, 1),)}}
main.held = held
main.many = {dt.date(2024, 1, 1) + dt.timedelta(n): dt.timedelta(n) for n in range(1000)}
assert cell.r_eval("held") == held and cell.r_eval("many") == main.many == dict(main.many)
assert cell.r_eval("sum(many.values(), datetime.timedelta()).days") == 499500
assert cell.r_eval("[type(it) is datetime.date for it in many]") == [False] * 1000
main.twice = [values[0]] * 2
assert cell.r_eval("twice[0] is twice[1]")
deep = dt.date(2000, 1, 1)
for _ in range(100):
    deep = [deep]
try:
    main.deep = deep
except ValueError as error:
    assert "nested too deeply" in str(error)
else:
    raise AssertionError

# As arguments, results and arguments of exceptions, in a chain of cells.
main.tomorrow = lambda day: day + dt.timedelta(1)
assert cell.r_eval("tomorrow(values[0])") == dt.date(2024, 3, 1)
try:
    cell.r_exec("raise ValueError('on', values[0])")
except ValueError as error:
    assert error.args == ("on", dt.date(2024, 2, 29))
cell.r_exec("""
import rexec
inner = rexec.RExec()
inner.add_module("__main__").day = tomorrow(values[0])
assert inner.r_eval("type(day).__module__, day.isoformat()") == ("datetime", "2024-03-01")
day = inner.r_eval("day.replace(year=2025)")
""")
assert cell.r_eval("day") == dt.date(2025, 3, 1)


# A subclass is reduced to what it is a subclass of, as one of str is; a time zone that is somebody's code does not cross.
class Stamp(dt.datetime):
    extra = 5

    def isoformat(self, *args):
        raise AssertionError("this code stays at home")


class Zone(dt.tzinfo):
    def utcoffset(self, when):
        raise AssertionError("this code stays at home")


main.stamp = Stamp(2020, 1, 1, tzinfo=ist)
assert cell.r_eval("type(stamp) is datetime.datetime and stamp.isoformat()") == "2020-01-01T00:00:00+05:30"
main.odd = odd = dt.datetime(2020, 1, 1, tzinfo=Zone())
assert cell.r_eval("not isinstance(odd, datetime.datetime)") and cell.r_eval("odd") is odd
cell.r_exec("class Zone(datetime.tzinfo): pass\nodd = datetime.time(1, tzinfo=Zone())")
assert not isinstance(cell.r_eval("odd"), dt.time)

# The library loads its datetime at the cell's cost: a cell without room learns nothing by it.
small = rexec.RExec(budget={"fuel": 3000})
try:
    small.add_module("__main__").day = dt.date(2000, 1, 1)
    small.r_exec("day.year")
except rexec.CellStopped as error:
    assert error.kind == "fuel"
else:
    raise AssertionError("it costs nothing")
print("ok")
