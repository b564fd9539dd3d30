# H31: finalizers and weak reference callbacks of a cell run at home, whenever they run, and what they raise goes nowhere.
import rexec

cell = rexec.RExec()
cell.r_exec('''
import weakref
escaped, ran = [], []
def bomb(*args):
    ran.append(1)
    for name in ('subprocess', 'socket', 'ctypes', '_thread'):
        try:
            escaped.append(__import__(name))
        except ImportError:
            pass
    for text in ("(lambda: 0).__globals__", "open.__globals__", "open('padcell-h31', 'w')"):
        try:
            escaped.append(eval(text))
        except (AttributeError, RuntimeError, OSError):
            pass
    # Garbage that is queued while the queue of the last collection is worked off.
    kept.append(weakref.ref(Late(), ran.append))
    raise SystemExit('from a bomb')
class Late:
    pass
class Bomb:
    __del__ = bomb
kept = []
def plant():
    for _ in range(20):
        it = Bomb()
        kept.append(weakref.ref(it, bomb))
plant()
def churn():
    for i in range(300_000):
        [i]
churn()
''')
assert cell.r_eval("len(ran)") >= 20, cell.r_eval("len(ran)")
assert cell.r_eval("len(escaped)") == 0, cell.r_eval("repr(escaped)")
for _ in range(3):
    cell.r_exec("plant(); churn()")
assert cell.r_eval("len(escaped)") == 0
cell.r_exec("plant()")
cell.stop()
print("ok")
