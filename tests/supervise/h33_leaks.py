# H33: what a cell learns of the machine by default: no environment, no directory, no address, no path of the host.
import os
import rexec
import sys

os.environ["PADCELL_H33"] = "a secret key"
cell = rexec.RExec()
cell.add_module("__main__").given = lambda: 1
cell.r_exec('''
import os, sys, posix
found = {}
def ask(name, action):
    try:
        found[name] = str(action())
    except (AttributeError, OSError, ImportError, NameError, RuntimeError, TypeError) as error:
        found[name] = str(error)
for module in (os, posix):
    ask('environ', lambda: dict(module.environ))
    ask('getenv', lambda: module.getenv('PADCELL_H33'))
    ask('environb', lambda: module.environb)
    for name in ('getcwd', 'getcwdb', 'uname', 'getpid', 'getppid', 'getuid', 'getlogin', 'times', 'getloadavg', 'cpu_count', 'ctermid'):
        ask(name, lambda: getattr(module, name)())
    ask('listdir', lambda: module.listdir('/etc'))
    ask('stat', lambda: module.stat('/etc/passwd'))
    ask('lstat', lambda: module.lstat('/'))
    ask('readlink', lambda: module.readlink('/proc/self/exe'))
for name in ('path', 'argv', 'executable', 'prefix', 'exec_prefix', 'base_prefix', 'orig_argv', '_git', 'meta_path', 'path_importer_cache', '_framework', 'builtin_module_names'):
    ask('sys.' + name, lambda: getattr(sys, name))
ask('file', lambda: __file__)
ask('json file', lambda: __import__('json').__file__)
ask('code', lambda: (lambda: 0).__code__.co_filename)
ask('expanduser', lambda: os.path.expanduser('~'))
ask('given', lambda: repr(given))
ask('hostname', lambda: __import__('platform').node())
ask('platform', lambda: __import__('platform').platform())
ask('temp', lambda: __import__('tempfile').gettempdir())
try:
    open('/no/such/file')
except OSError as error:
    ask('filename', lambda: (error.filename, error))
''')
found = cell.r_eval("found")
everything = str(found)
assert "a secret key" not in everything and "PADCELL_H33" not in everything, found
assert found["environ"] == "{}" and "root:" not in everything
# The process is not told apart from any other, in a cell or for its supervisor.
assert found["getpid"] == "1", found["getpid"]
assert found["getcwd"] != os.getcwd(), found["getcwd"]
for name in ("sys.executable", "sys.prefix", "file", "json file", "expanduser", "given", "code"):
    for secret in (os.getcwd(), os.path.expanduser("~"), sys.argv[0]):
        assert len(secret) < 4 or secret not in found[name], (name, found[name])
assert "0x" not in found["given"]
# A variable that a policy names is there, and it alone.
class Policy(rexec.RExec):
    ok_environ_names = ("PATH",)
assert Policy().r_eval("dict(__import__('os').environ)") == {"PATH": os.environ["PATH"]}
print("ok")
