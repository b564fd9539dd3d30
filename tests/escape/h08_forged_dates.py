# H08: a cell tells lies in the slots and classes of dates, which cross by value.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import datetime as dt
import rexec

cell = rexec.RExec()
cell.r_exec('''
import datetime as dt
ran = []
class Evil(int):
    def __index__(self): ran.append("index"); return 5
    __int__ = __eq__ = __hash__ = __lt__ = __le__ = __gt__ = __ge__ = __index__
class Name(str):
    def __str__(self): ran.append("str"); return "x"
    __repr__ = __eq__ = __hash__ = __str__
def forged(real, **slots):
    for name, value in slots.items():
        if value is None: delattr(real, name)
        else: setattr(real, name, value)
    return real
day = lambda **slots: forged(dt.date(2000, 1, 1), **slots)
stamp = lambda **slots: forged(dt.datetime(2000, 1, 1), **slots)
zone = lambda **slots: forged(dt.timezone(dt.timedelta(hours=1)), **slots)
bad = [
    day(_year="x"), day(_year=10**9), day(_year=10**30), day(_year=0), day(_year=-1), day(_month=13), day(_day=32),
    day(_month=2, _day=30), day(_year=2023, _month=2, _day=29), day(_day=[]), day(_day=1.0), day(_year=None), day(_year=day),
    stamp(_hour=24), stamp(_hour=-1), stamp(_minute=60), stamp(_second=60), stamp(_microsecond=10**6), stamp(_fold=2),
    stamp(_fold=-1), stamp(_tzinfo="UTC"), stamp(_tzinfo=dt.timedelta(0)), stamp(_tzinfo=Evil()), stamp(_tzinfo=dt.tzinfo()),
    stamp(_tzinfo=zone(_offset=dt.timedelta(1))), stamp(_tzinfo=zone(_offset=dt.timedelta(-1))), stamp(_tzinfo=None),
    zone(_offset="x"), zone(_offset=None), zone(_offset=day()), zone(_name=5), zone(_name=b"x"), zone(_name=[]),
    zone(_offset=forged(dt.timedelta(1), _seconds=86400)),
    forged(dt.timedelta(1), _days=10**9), forged(dt.timedelta(1), _days="1"), forged(dt.timedelta(1), _microseconds=-1),
    forged(dt.timedelta(1), _days=2**62), object.__new__(dt.date), object.__new__(dt.timezone), object.__new__(dt.timedelta),
]
knot = zone()
knot._offset = knot
bad.append(knot)
loop = stamp()
loop._tzinfo = loop
bad.append(loop)
''')


def exact(it):
    """Whether a date is one, down to the last slot; nothing else that crossed is one."""
    kind = type(it)
    if kind not in (dt.date, dt.time, dt.datetime, dt.timedelta, dt.timezone):
        return False
    slots = {n for k in kind.__mro__ for n in getattr(k, "__slots__", ())} - {"_tzinfo", "_offset", "_name"}
    assert all(type(getattr(it, name)) is int for name in slots), slots
    zone = it if kind is dt.timezone else getattr(it, "_tzinfo", None)
    if zone is not None:
        assert type(zone) is dt.timezone and type(zone._offset) is dt.timedelta and type(zone._name) in (str, type(None))
    return True


for number in range(cell.r_eval("len(bad)")):
    got = cell.r_eval(f"bad[{number}]")
    if exact(got):
        print("ESCAPED", number, got)
assert not any(exact(it) for it in cell.r_eval("bad"))

# Subclasses of int and str count as what they are underneath; their code does not run, and they do not cross.
tame = cell.r_eval("[day(_day=Evil(7)), stamp(_hour=Evil(3)), zone(_name=Name('n')), day(_day=True), day(_hashcode='x')]")
assert all(exact(it) for it in tame)
assert tame == [dt.date(2000, 1, 7), dt.datetime(2000, 1, 1, 3), dt.timezone(dt.timedelta(hours=1), "n"), dt.date(2000, 1, 1), dt.date(2000, 1, 1)]

# A class of the cell's that calls itself one is none, and what the cell writes into its own datetime stays there.
cell.r_exec('''
import datetime, _pydatetime
fake = type("date", (), {"__slots__": ("_year", "_month", "_day", "_hashcode"), "__module__": "datetime"})()
fake._year = fake._month = fake._day = 1; fake._hashcode = -1
class Sub(dt.date):
    year = property(lambda self: ran.append("year"))
    def __getattribute__(self, name): ran.append(name); return object.__getattribute__(self, name)
    def __reduce__(self): ran.append("reduce"); return (eval, ("1",))
    __hash__ = __eq__ = isoformat = __reduce__
sub = Sub(2001, 1, 1)
true = dt.date(2002, 1, 1)
kinds = type(true), type(zone())
def hook(*args): ran.append("hook"); return 1
for name in ("__hash__", "__eq__", "__new__", "__reduce__", "__getattribute__", "__setattr__", "__init__", "isoformat"):
    try: setattr(dt.date, name, hook)
    except Exception: pass
for name in ("_year", "_month", "_day", "year", "__slots__"):
    try: setattr(dt.date, name, property(hook))
    except Exception: pass
for name in ("date", "timedelta", "timezone", "_date_class"):
    for module in (datetime, _pydatetime):
        try: setattr(module, name, hook)
        except Exception: pass
ran.clear()
''')
assert not exact(cell.r_eval("fake"))
for what in ("sub", "true", "[sub, true]", "{'k': true}"):
    got = cell.r_eval(what)
    for it in got if type(got) is list else got.values() if type(got) is dict else [got]:
        assert exact(it) and it.year in (2001, 2002), what
assert cell.r_eval("ran") == [], cell.r_eval("ran")

# What a cell has made of its own classes runs in that cell, when a date comes in as a key, and on nobody else's account.
cell.r_exec('''
def churn(self, *args):
    ran.append(type(self).__name__)
    junk = [[n] for n in range(20000)]
    try: say("from within")
    except Exception as error: ran.append(str(error))
    return 1
for kind in kinds:
    kind.__hash__ = churn
    kind.__eq__ = churn
''')
said = []
main = cell.add_module("__main__")
main.say = said.append
main.box = {dt.date(2000, 1, day): ["a" * 50, (day,)] for day in range(1, 20)}
main.bag = [{dt.date(2000, 1, 1), dt.date(2000, 1, 2)}, {(dt.timezone.utc,): {"deep": ["b" * 50]}}]
assert cell.r_eval("all(type(v) is list and v[0] == 'a' * 50 for v in box.values())")
assert cell.r_eval("[v['deep'][0] for v in bag[1].values()]") == ["b" * 50]
assert all(it == "from within" for it in said)

# A finalizer of the cell does not run while its library loads what it makes dates of.
fresh = rexec.RExec()
room = fresh.add_module("__main__")
room.say = said.append
fresh.r_exec('''
ran = []
class Late:
    def __del__(self):
        try: say("late"); ran.append("said")
        except Exception as error: ran.append(str(error))
for n in range(5000): Late()
''')
before = len(said)
room.day = dt.date(2000, 1, 1)
fresh.r_exec("x = [[n] for n in range(200000)]")
assert fresh.r_eval("set(ran) <= {'said'}") and fresh.r_eval("day.isoformat()") == "2000-01-01"
print("contained")
