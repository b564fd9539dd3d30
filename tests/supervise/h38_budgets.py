# wall: 60s
# H38: each way to take more than one's share ends in an exception that the cell may catch, or in the end of the cell.
import os
import rexec
import shutil
import tempfile
import time

folder = tempfile.mkdtemp(prefix="padcell-h38-")
with open(os.path.join(folder, "file"), "w") as file:
    file.write("text\n")


def run(code, **budget):
    """What became of it: the name of an exception, `stopped` with the budget that ended, or `done`."""
    limits = {"fuel": 3_000_000, "memory": 32 << 20, "time": 60, "output": 1 << 10} | budget
    cell = rexec.RExec(budget=limits, mounts=[(folder, "/data", "ro")])
    start = time.monotonic()
    try:
        cell.r_exec(code)
    except Exception as error:
        kind = getattr(error, "kind", None)
        result = f"stopped {kind}" if kind else type(error).__name__
    else:
        result = "done"
    # The builds that check everything take up to 25 s for one; the others have no more than that for all of this file.
    assert time.monotonic() - start < 60, (code, result)
    if result.startswith("stopped"):
        # What was stopped stays stopped.
        try:
            cell.r_eval("1")
        except Exception as error:
            assert getattr(error, "kind", None), error
        else:
            raise AssertionError(("ran after its end", code))
    return result


def catching(code):
    """The same in a loop that swallows what it can."""
    lines = "\n".join("        " + line for line in code.splitlines())
    return f"while True:\n    try:\n{lines}\n    except BaseException: pass\n    finally: pass\n"


fuel, memory = "stopped fuel", "stopped memory"
attacks = {
    "while True: pass": {fuel},
    "for _ in iter(int, 1): pass": {fuel},
    "sum(range(10**18))": {fuel},
    "list(zip(*[iter(int, 1)] * 2))": {fuel, memory, "MemoryError"},
    "max(iter(int, 1))": {fuel},
    "any(iter(int, 1))": {fuel},
    "0 in iter(lambda: 1, 2)": {fuel},
    "import collections; collections.deque(iter(int, 1), 0)": {fuel},
    "import itertools; next(itertools.filterfalse(lambda x: True, itertools.count()))": {fuel},
    "import itertools; next(itertools.islice(itertools.count(), 10**18, None))": {fuel},
    "10**10**8": {fuel, "MemoryError", "OverflowError"},
    "pow(3, 10**7)": {fuel, "MemoryError"},
    "1 << 10**12": {"MemoryError", "OverflowError"},
    "str(7 ** 500_000)": {fuel, "ValueError"},
    "int('7' * 10**6)": {fuel, "ValueError"},
    "import math; math.factorial(10**7)": {fuel, "MemoryError", "OverflowError"},
    "import math; math.comb(10**7, 5 * 10**6)": {fuel, "MemoryError"},
    "'x' * 10**10": {"MemoryError"},
    "b'x' * 10**10": {"MemoryError"},
    "bytearray(10**10)": {"MemoryError"},
    "[0] * 10**10": {"MemoryError"},
    "(0,) * 10**10": {"MemoryError"},
    "'%1000000000d' % 1": {"MemoryError"},
    "f'{1:1000000000}'": {"MemoryError"},
    "'x'.ljust(10**10)": {"MemoryError"},
    "'\\t'.expandtabs(10**10)": {"MemoryError", "OverflowError"},
    "'x'.replace('', 'y' * 10**5) * 10**5": {"MemoryError"},
    "','.join(['x' * 10**5] * 10**4)": {"MemoryError"},
    "list(range(10**9))": {"MemoryError", memory, fuel},
    "set(range(10**9))": {"MemoryError", memory, fuel},
    "it = []\nwhile True: it = [it, it]": {fuel, memory, "MemoryError"},
    "it = []\nwhile True: it.append([[]] * 100)": {fuel, memory, "MemoryError"},
    "it = {}\nfor n in range(10**9): it[n] = str(n)": {fuel, memory, "MemoryError"},
    "it = 'x'\nwhile True: it += it": {"MemoryError"},
    "import re; re.match(r'(a+)+$', 'a' * 40 + 'b')": {fuel},
    "import re; re.match(r'((a|a)*)*$', 'a' * 40 + 'b')": {fuel},
    "import re; re.sub('', 'x' * 10**5, 'y' * 10**5)": {"MemoryError", fuel, memory},
    "'a' * 10**6 in 'a' * 10**6 * 1": {"done"},
    "def f(): f()\nf()": {"RecursionError"},
    "class R:\n    def __repr__(self): return repr(self)\nrepr(R())": {"RecursionError"},
    "class E:\n    def __eq__(self, other): return other == self\nE() == E()": {"RecursionError"},
    "class G:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nG().x": {"RecursionError", fuel},
    "it = []\nfor _ in range(10**5): it = [it]\nrepr(it)": {"RecursionError", fuel},
    "it = []\nfor _ in range(10**5): it = [it]\nit == eval('it') and hash(tuple(it))": {"RecursionError", "TypeError", fuel},
    "a = []\nb = []\nfor _ in range(10**5): a, b = [a], [b]\na == b": {"RecursionError", fuel},
    "it = ()\nfor _ in range(10**5): it = (it,)\nhash(it)": {"RecursionError", fuel},
    "import json; json.loads('[' * 10**5)": {"RecursionError", "JSONDecodeError", "ValueError", fuel},
    "import json\nit = []\nfor _ in range(10**5): it = [it]\njson.dumps(it)": {"RecursionError", fuel},
    "import copy\nit = []\nfor _ in range(10**4): it = [it]\ncopy.deepcopy(it)": {"RecursionError", fuel},
    "it = []\nfor _ in range(10**5): it = [it]\ndel it\n[0] * 10**5": {"done", fuel},
    "compile('-' * 10**5 + '1', 'x', 'eval')": {"RecursionError", "MemoryError", "SyntaxError"},
    "compile('(' * 10**5, 'x', 'eval')": {"RecursionError", "MemoryError", "SyntaxError"},
    "eval('+'.join(['1'] * 10**5))": {"RecursionError", "MemoryError", "SyntaxError", fuel},
    "exec('x = 1\\n' * 10**6)": {"MemoryError", fuel, memory, "RecursionError"},
    "print('x' * 10**6)": {"stopped output"},
    "while True: print('x' * 100)": {"stopped output", fuel},
    "import sys\nwhile True: sys.stderr.write('x' * 100) if hasattr(sys, 'stderr') else print('x' * 100)": {"stopped output", fuel},
    "it = []\nwhile True: it.append(open('/data/file'))": {"stopped handles", "OSError", fuel, memory},
    "sorted(range(10**6), key=lambda x: -x)": {fuel, memory, "MemoryError"},
    "class K:\n    def __hash__(self): return 1\n{K() for _ in range(10**5)}": {fuel},
    "def g():\n    yield from g()\nlist(g())": {"RecursionError", fuel},
    "import functools; functools.reduce(lambda f, _: functools.partial(f), range(10**5), int)()": {"RecursionError", "done", fuel},
    "class D(dict):\n    def __missing__(self, key): return self[key + 1]\nD()[0]": {"RecursionError"},
    "import time; time.sleep(0)": {"done", "PermissionError", "OSError"},
    "def f(x=f'{1}' if 0 else 0): return [f for f in [f]]\nexec('class A: pass\\n' * 20000)": {fuel, memory, "MemoryError", "done"},
    "type('X', (), {f'a{n}': n for n in range(10**6)})": {fuel, memory, "MemoryError"},
    "g = ExceptionGroup('g', [ValueError()])\nfor _ in range(10**5): g = ExceptionGroup('g', [g])\ng.split(ValueError)": {"RecursionError", fuel, memory, "MemoryError"},
    "e = None\nfor _ in range(10**5):\n    n = ValueError(); n.__cause__ = e; e = n\nraise e": {"ValueError", fuel},
}
for code, expected in attacks.items():
    result = run(code)
    assert result in expected, (code, result)
    if result != "done":
        # A loop around it that catches everything ends too.
        result = run(catching(code), fuel=400_000)
        assert result in {fuel, memory, "stopped output", "stopped handles", "stopped time"}, ("caught", code, result)
# Time: the clock of the supervisor ends what spends no fuel to speak of, and a cell may not sleep past it.
assert run("while True: pass", fuel=None, time=0.3) == "stopped time"
assert run("import time\ntime.sleep(10**9)", time=0.3) in {"stopped time", "PermissionError", "OSError", "done"}
assert run(catching("import time\ntime.sleep(10**9)"), time=0.3) in {"stopped time", fuel}
# What is asked for and refused costs what looking for room costs.
assert run(f"it = [[n] for n in range(100_000)]\nfor n in range(5_000):\n    try: 'x' * 10**12\n    except MemoryError: pass", fuel=20_000_000) == fuel
# What ends a cell ends nobody else.
shutil.rmtree(folder)
one, two = rexec.RExec(budget={"fuel": 100_000}), rexec.RExec()
two.r_exec("x = 1")
try:
    one.r_exec("while True: pass")
except Exception as error:
    assert error.kind == "fuel"
assert two.r_eval("x") == 1
print("\nok")
