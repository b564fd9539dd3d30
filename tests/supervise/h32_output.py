# H32: what the supervisor prints while a cell runs under s_* is not the cell's to see.
import io
import rexec
import sys

cell = rexec.RExec()
main = cell.add_module("__main__")


def log(text):
    print("SECRET", text)
    return len(text)


main.log = log
outer, sys.stdout = sys.stdout, io.StringIO()
try:
    cell.s_exec('''
import sys
class Spy:
    seen = []
    def write(self, text):
        self.seen.append(text)
    def flush(self):
        raise RuntimeError
sys.stdout = sys.stderr = Spy()
assert log("text") == 4
print("own")
''')
    text = sys.stdout.getvalue()
finally:
    sys.stdout = outer
assert "SECRET text" in text
assert cell.r_eval("Spy.seen") == ["own", "\n"] or cell.r_eval("''.join(Spy.seen)") == "own\n"
# A stream that raises harms only the cell that made it.
cell.s_exec("class Bad:\n    def write(self, text):\n        raise KeyError('bad')\nimport sys\nsys.stdout = Bad()")
try:
    cell.s_exec("print(1)")
except KeyError:
    pass
assert cell.s_eval("2") == 2
print("ok")
