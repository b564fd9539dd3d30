# under s_* a cell has standard streams, which it can rebind for its own print().
import io
import rexec
import sys

cell = rexec.RExec()
cell.r_exec("import sys\nassert not hasattr(sys, 'stdout') and not hasattr(sys, 'stdin')")
assert cell.s_eval("6 * 7") == 42

outer = sys.stdout
sys.stdout = io.StringIO()
sys.stdin = io.StringIO("one\ntwo\nthree\n")
try:
    other = rexec.RExec()
    assert other.s_exec('''
import sys
print("to the supervisor's stream")
sys.stdout.write("written\\n")
assert sys.stdin.readline() == "one\\n"
assert input() == "two"
assert list(sys.stdin) == ["three\\n"]
assert not hasattr(sys.stdout, "buffer") and not hasattr(sys.stdout, "detach")
sys.stdout.close()
print("still open", file=sys.stdout)
''') is None
    text = sys.stdout.getvalue()
finally:
    sys.stdout = outer
assert text == "to the supervisor's stream\nwritten\nstill open\n", text

# Rebinding redirects what the cell prints, and nothing that the supervisor prints.
said = []
main = cell.add_module("__main__")
main.supervisor_says = lambda text: said.append(sys.stdout is outer)
cell.s_exec('''
import sys
class Stream:
    def __init__(self):
        self.parts = []
    def write(self, text):
        self.parts.append(text)
    def flush(self):
        pass
mine = sys.stdout = Stream()
print("caught", 1)
supervisor_says("x")
''')
assert cell.r_eval("''.join(mine.parts)") == "caught 1\n"
assert said == [True]
assert sys.stdout is outer

# What the cell has now can be remembered.
cell.reset_files()
cell.s_exec("print('again')")
assert cell.r_eval("''.join(mine.parts)") == "caught 1\nagain\n"
assert cell.delegate_stdout.write("by the delegate") is None
assert cell.r_eval("mine.parts[-1]") == "by the delegate"

# The supervisor's streams are its own after an exception too.
third = rexec.RExec()


class Redirecting(rexec.RExec):
    def set_files(self):
        rexec.RExec.set_files(self)
        sys.stdout = self.restricted_stdout


for maker in (rexec.RExec, Redirecting):
    third = maker()
    try:
        third.s_exec("1/0")
    except ZeroDivisionError:
        pass
    assert sys.stdout is outer
    try:
        third.s_eval("sys_exit" "_undefined")
    except NameError:
        pass
    assert sys.stdout is outer

# The parts can be called one by one.
fourth = rexec.RExec()
fourth.save_files()
fourth.set_files()
fourth.r_exec("import sys\nsys.stdout.flush()\nassert sys.stderr")
fourth.restore_files()
assert issubclass(rexec.FileWrapper, rexec.FileBase) and "read" in rexec.FileBase.ok_file_methods
wrapper = rexec.FileWrapper(io.StringIO("text"))
assert wrapper.read() == "text" and not hasattr(wrapper, "f") and not hasattr(wrapper, "getvalue")
print("ok")
