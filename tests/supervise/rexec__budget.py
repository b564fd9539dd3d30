# budget, spent, stop: what a cell may spend and has spent.
import rexec


def stopped(source, **budget):
    cell = rexec.RExec(budget=budget)
    try:
        cell.r_exec(source)
    except rexec.CellStopped as stop:
        assert not cell.alive
        for again in (lambda: cell.r_eval("1"), lambda: cell.add_module("__main__")):
            try:
                again()
            except rexec.CellStopped:
                pass
            else:
                raise AssertionError
        return stop.kind
    raise AssertionError(source)


LOOP = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
assert stopped(LOOP, fuel=60_000, time=None) == "fuel"
assert stopped(LOOP, time=0.3, fuel=None) == "time"
assert stopped("x = []\nwhile True:\n    x.append('y' * 1000)", memory=4 << 20, time=None) == "memory"
assert stopped("while True:\n    print('.' * 50)", output=400, time=None) == "output"
cell = rexec.RExec(budget={"fuel": 10_000_000, "time": None})
before = cell.spent
assert {"fuel", "memory", "output"} <= set(before)
cell.r_exec("for i in range(1000): pass")
assert cell.spent["fuel"] > before["fuel"]
try:
    rexec.RExec(budget={"full": 1})
except ValueError as error:
    assert "full" in str(error)
else:
    raise AssertionError
cell.stop()
assert not cell.alive
try:
    cell.r_eval("1")
except RuntimeError:
    pass
else:
    raise AssertionError
print("\nok")
