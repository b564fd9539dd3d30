# policy is class attributes, which subclasses extend and which are looked at when a cell is made.
import rexec
import sys

R = rexec.RExec
for name in ("open", "reload", "__import__", "file"):
    assert name in R.nok_builtin_names
for name in ("binascii", "cmath", "errno", "marshal", "math", "operator", "struct", "time"):
    assert name in R.ok_builtin_modules
for name in ("error", "fstat", "listdir", "lstat", "readlink", "stat", "times", "uname", "getpid", "getppid",
             "getcwd", "getuid", "getgid", "geteuid", "getegid"):
    assert name in R.ok_posix_names
for name in ("copyright", "version", "platform", "exit", "maxsize", "byteorder", "hexversion", "version_info"):
    assert name in R.ok_sys_names
assert R.ok_path == tuple(sys.path)
assert R.ok_file_types == (rexec.C_EXTENSION, rexec.PY_SOURCE) == (3, 1)
assert (rexec.PY_COMPILED, rexec.PKG_DIRECTORY, rexec.C_BUILTIN, rexec.PY_FROZEN) == (2, 5, 6, 7)
assert R.ok_environ_names == ()
assert rexec.__all__ == ["RExec"]
for name in ("FileBase", "FileWrapper", "TEMPLATE", "FileDelegate", "RHooks", "RModuleLoader", "RModuleImporter", "test"):
    assert hasattr(rexec, name), name


class Policy(R):
    nok_builtin_names = R.nok_builtin_names + ("eval", "exec")
    ok_builtin_modules = R.ok_builtin_modules + ("glob", "no_such_module")
    ok_posix_names = ("error",)
    ok_sys_names = R.ok_sys_names + ("getsizeof",)


cell = Policy()
assert cell.ok_dynamic_modules == Policy.ok_builtin_modules
assert "glob" in cell.ok_builtin_modules and "no_such_module" not in cell.ok_builtin_modules
cell.nok_builtin_names = ()
cell.ok_sys_names = ()
cell.r_exec('''
import builtins, sys, glob, posix
assert not hasattr(builtins, 'eval') and not hasattr(builtins, 'exec') and hasattr(builtins, 'compile')
assert hasattr(sys, 'getsizeof') and hasattr(sys, 'version')
assert hasattr(posix, 'error') and not hasattr(posix, 'getpid') and hasattr(posix, 'environ')
try:
    eval
except NameError:
    pass
else:
    raise AssertionError
''')
plain = R()
plain.r_exec('''
assert eval('1')
import sys
assert not hasattr(sys, 'getsizeof')
import builtins
for name in ('breakpoint', 'help', 'exit', 'quit', 'copyright', 'credits', 'license', 'file'):
    assert not hasattr(builtins, name), name
try:
    import glob
except ImportError:
    pass
else:
    raise AssertionError
''')
for name in ("hooks", "importer", "loader", "modules", "ok_builtin_modules", "ok_dynamic_modules", "trusted_path", "verbose"):
    assert hasattr(plain, name), name
print("ok")
