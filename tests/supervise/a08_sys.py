# what a cell's sys is.
import os
import rexec

cell = rexec.RExec()
cell.r_exec('''
import sys
assert sys.argv == ['RESTRICTED']
try:
    1 / 0
except ZeroDivisionError:
    kind, value, traceback = sys.exc_info()
    assert kind is ZeroDivisionError and traceback is None
    assert sys.exception() is value
assert sys.exc_info() == (None, None, None)
for name in (
    '_getframe', '_getframemodulename', '_current_frames', 'settrace', 'setprofile', 'monitoring', 'addaudithook', 'audit',
    'breakpointhook', 'displayhook', 'excepthook', 'unraisablehook', '__stdout__', '__stdin__', '__displayhook__',
    'last_exc', 'meta_path', 'path_hooks', 'path_importer_cache', 'setrecursionlimit', 'stdin', 'stdout', 'executable',
    'prefix', '_xoptions', 'orig_argv', '__loader__', '__spec__',
):
    assert not hasattr(sys, name), name
assert sorted(sys.modules) == ['__main__', 'builtins', 'posix', 'sys'], sorted(sys.modules)
assert sys.modules['__main__'].__name__ == '__main__'
assert sys.maxsize == 2 ** 63 - 1
import builtins
assert __builtins__ is builtins and builtins.open is open
''')
assert cell.modules["sys"].path == list(rexec.RExec.ok_path)
# The environment is the supervisor's to give.
os.environ["PADCELL_A08"] = "secret"
assert cell.r_eval("dict(__import__('posix').environ)") == {}
assert cell.r_eval("dict(__import__('os').environ)") == {}


class Open(rexec.RExec):
    ok_environ_names = ("PATH",)


assert list(Open().r_eval("list(__import__('os').environ)")) == ["PATH"]
print("ok")
