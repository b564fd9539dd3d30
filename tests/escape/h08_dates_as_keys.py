# H08: the classes of dates are the library's, in Python, and a cell may change them: none of their code runs in a crossing.
# command: supervise
# expect: exit 0
# expect: stdout contains contained
import datetime
import rexec

outer = rexec.RExec(budget={"output": 1000})
outer.r_exec('''
import rexec, datetime
ran = []
def evil(self, *others):
    ran.append(1)
    print("X" * 900, flush=True)
    inner.stop()
    return 1
inner = rexec.RExec()
inner.r_exec("import datetime; d = datetime.date(1, 1, 1); u = datetime.timedelta(3)")
inner.add_module("__main__").f = lambda *them: 5
datetime.date.__hash__ = datetime.date.__eq__ = datetime.timedelta.__hash__ = datetime.timedelta.__eq__ = evil
for text in ("{d: 1}", "{d, 5}", "[{(d, u): d}, d]", "{frozenset([u]): 2}", "[(d,), {(d,): 1}]", "(lambda k: [k, {k: 1}])((d, (u,)))"):
    got = inner.r_eval(text)
    inner.r_eval("f({%s: 1, %s: 2})" % ("(d, 7)", hash(7)))
    inner.add_module("__main__").back = got
    assert inner.r_eval("back == " + text), text
assert not ran and inner.alive
assert [type(it) for it in inner.r_eval("{d: d}").values()] == [datetime.date]
''')

# Nor in a cell that has such classes from its supervisor's dates, or in the supervisor.
outer.add_module("__main__").given = given = {datetime.date(2, 2, 2): [datetime.date(2, 2, 2)], hash(datetime.date(2, 2, 2)): 0}
assert outer.r_eval("not ran and [type(it) for it in list(given.values())[0]] == [datetime.date]")
assert outer.r_eval("given") == given

# To load the classes runs the library, which the receiver may have changed. Everybody is in place then: who is stopped
# stays so, what is printed is counted, what is taken is lost.
for call in ("inner.r_eval('d')", "inner.r_exec('f(d); log(1)')", "inner.r_eval('f(d)')"):
    outer = rexec.RExec(budget={"output": 1000})
    outer.add_module("__main__").take = lambda: outer.modules["builtins"].__delattr__("print")
    outer.r_exec(f'''
import rexec, math, operator, sys
log = []
def evil(*them, **named):
    if not log:
        log.append("ran")
        print("Y" * 300, flush=True)
        take()
        inner.stop()
    return 0
inner = rexec.RExec()
inner.r_exec("import datetime; d = datetime.date(1, 1, 1)")
inner.add_module("__main__").f = lambda it: it
inner.add_module("__main__").log = log.append
operator.index = math.floor = math.modf = evil
try:
    {call}
except Exception as error:
    log.append(type(error).__name__)
''')
    log = outer.r_eval("log")
    assert 1 not in log, (call, log)
    if "ran" in log:
        assert outer.spent["output"] == 301, outer.spent
        assert not outer.r_eval("inner.alive")
        for code in ("print", "inner.r_eval('print')"):
            try:
                outer.r_eval(code)
            except Exception:
                pass
            else:
                raise AssertionError((call, code))
print("contained")
