# What a cell passes out is read from its insides, at the cell's cost, and is of bounded size.
# expect: stdout contains ValueError: value is nested too deeply (or contains itself) to cross the membrane
# expect: stdout contains True True
# expect: stdout contains 100000 True
# expect: stdout contains ExceptionGroup
# expect: stdout contains ['truth', 5, [1, 2], {'a': 1}, True] ['str', 'int', 'list', 'dict', 'bool'] False
# expect: stdout contains <Bastion for Odd object> False False False
# expect: stdout contains TypeError: unhashable type: 'list'
# expect: stdout contains MemoryError: too many objects are shared across the membrane
# expect: stdout contains 50000
# expect: stdout contains 80000
# expect: stdout contains RuntimeError
# expect: stdout contains ['deleted at home', 'weakly']
import rexec

cell = rexec.RExec(budget={"memory": 64 << 20, "fuel": 50_000_000, "time": 30})


def attempt(text, code="result"):
    try:
        cell.r_exec(text)
        value = cell.r_eval(code)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return value


print(attempt("result = []\nresult.append(result)"))
print(attempt("result = {}\nresult['self'] = (result,)"))
print(attempt("result = ()\nfor _ in range(100): result = (result,)"))
value = attempt("result = [1]\nfor _ in range(60): result = [result, result]")
print(value[0] is value[1], value[0][0] is value[1][1])
value = attempt("result = ['x' * 1000000] * 100000")
print(len(value), value[0] is value[-1])
value = attempt("g = ExceptionGroup('g', [ValueError(1)])\nfor _ in range(40): g = ExceptionGroup('g', [g] * 50)\nresult = g")
print(type(value).__name__)
value = attempt("""
class Text(str):
    def __str__(self): return "a lie"
    def __eq__(self, other): return True
    def __hash__(self): return hash("admin")
    def __len__(self): return 99
    __class__ = int
class Number(int):
    def __index__(self): return 7
    def __int__(self): return 7
class Items(list):
    def __iter__(self): return iter("lies")
    def __len__(self): return 0
class Map(dict):
    def items(self): return [("lies", 1)]
    def __getitem__(self, key): return "a lie"
    def keys(self): return ["lies"]
result = [Text("truth"), Number(5), Items([1, 2]), Map(a=1), Text("truth") in {"admin"}]
""")
print(value, [type(it).__name__ for it in value], value[0] == "admin")
value = attempt("""
class Odd:
    def __eq__(self, other): raise SystemExit
    def __hash__(self): return 1
    def __repr__(self): raise SystemExit
    def __getattr__(self, name): raise SystemExit
    def __reduce_ex__(self, n): return (print, ("called",))
    def __del__(self): print("gone")
    __class__ = str
result = Odd()
""")
print(repr(value), isinstance(value, str), value in {1: 1}, value == 1)
# Keys that cannot be hashed on the other side.
print(attempt("""
class Key(list):
    def __hash__(self): return 1
result = {Key([1]): 2}
"""))
# 100,000 objects at a time, no more; what is let go can be shared again.
print(attempt("result = [object() for _ in range(100001)]"))
del value
cell = rexec.RExec(budget={"memory": 256 << 20, "time": 60})
def share(count):
    value = attempt(f"result = [object() for _ in range({count})]")
    return len(set(map(id, value))) if type(value) is list else value


def other_work():
    a = b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = None
    return [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]


print(share(50000))
other_work()
for _ in range(200):
    bytes(1 << 20)
print(share(80000))
# The cell pays for the copies.
cell = rexec.RExec(budget={"fuel": 200_000, "memory": 64 << 20, "time": 30})
cell.r_exec("result = [0] * 150000")
try:
    for _ in range(5):
        cell.r_eval("result")
except Exception as error:
    print(type(error).__name__)
# A cell that a cell's finalizer and weak references call home from.
cell = rexec.RExec()
out = []
cell.add_module("__main__").out = out.append
cell.r_exec("""
import weakref
class Dying:
    def __del__(self): out("deleted at home")
x = Dying()
x.me = x
class Plain: pass
y = Plain()
w = weakref.ref(y, lambda _: out("weakly"))
del x, y
for _ in range(300): bytes(1 << 20)
""")
print(sorted(out))
print("ok")
