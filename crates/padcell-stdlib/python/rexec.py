"""Restricted execution: a supervisor makes padded cells and runs untrusted code in them.

A cell (RExec) is a Python world of its own, with its own heap, builtins, modules and budget.  It reaches only what its
supervisor puts into it.  Policy is written in a subclass: by its class attributes, and by overriding the r_* methods, which
untrusted code calls under their ordinary names (open, __import__, reload), and the make_* methods, which furnish the cell.
"""

import builtins
import sys

import _padcell
from _rexec_files import FileBase, FileDelegate, FileWrapper
from _rexec_imports import (
    C_BUILTIN,
    C_EXTENSION,
    FancyModuleLoader,
    Hooks,
    ModuleImporter,
    ModuleLoader,
    PKG_DIRECTORY,
    PY_COMPILED,
    PY_FROZEN,
    PY_RESOURCE,
    PY_SOURCE,
    SEARCH_ERROR,
    Verbose,
)
from _rexec_modules import Modules, SearchPath, answer, call_import, outgoing

__all__ = ["RExec"]

CellStopped = _padcell.CellStopped
RestrictedError = _padcell.RestrictedError

RModuleLoader = FancyModuleLoader
RModuleImporter = ModuleImporter

TEMPLATE = """
def %s(self, *args):
        return getattr(self.mod, self.name).%s(*args)
"""

_MIB = 1 << 20
_LIMITS = frozenset({"fuel", "memory", "time", "output", "depth", "handles"})
#: Methods by which hooks decide about imports: a cell with other ones asks its supervisor for each import.
_DECIDING_HOOKS = (
    "get_suffixes", "is_builtin", "init_builtin", "load_dynamic", "add_module", "modules_dict", "new_module", "is_frozen",
)
_DECIDING_METHODS = ("r_import", "is_builtin", "load_dynamic", "get_suffixes", "add_module", "audit")


class RHooks(Hooks):
    """What imports of a cell see of the system, on behalf of an RExec."""

    def __init__(self, *args):
        # RHooks([verbose]) or, as it once was, RHooks(rexec[, verbose]).
        verbose = 0
        rexec = None
        if args and type(args[-1]) is int:
            verbose = args[-1]
            args = args[:-1]
        if args and hasattr(args[0], "r_import"):
            rexec = args[0]
            args = args[1:]
        if args:
            raise TypeError("too many arguments")
        Hooks.__init__(self, verbose)
        self.rexec = rexec

    def set_rexec(self, rexec):
        """Called by RExec: these are its hooks now."""
        self.rexec = rexec

    def get_suffixes(self):
        return self.rexec.get_suffixes()

    def is_builtin(self, name):
        return self.rexec.is_builtin(name) or self.rexec._cell.permits(name)

    def init_builtin(self, name):
        self.rexec._cell.import_library(name)
        return self.rexec.modules[name]

    def init_frozen(self, name):
        raise SystemError("don't use this")

    def load_source(self, *args):
        raise SystemError("don't use this")

    def load_compiled(self, *args):
        raise SystemError("don't use this")

    def load_package(self, *args):
        raise SystemError("don't use this")

    def load_dynamic(self, name, filename, file=None):
        return self.rexec.load_dynamic(name, filename, file)

    def add_module(self, name):
        return self.rexec.add_module(name)

    def modules_dict(self):
        return self.rexec.modules

    def default_path(self):
        """The entries of the supervisor's list that the cell's sys.path still has."""
        return self.rexec.search_path.as_the_cell_has_it()

    def openfile(self, *args):
        return _open(*args)


def _open(*args, **options):
    """open() as the code has it that made this cell: in a cell, that is what its supervisor put there."""
    return _padcell.visible("open")(*args, **options)


class RExec(Verbose):
    """One padded cell.

    hooks: an RHooks, through which imports read.  budget: a dict of limits ("fuel" units, "memory" bytes, "time" seconds,
    "output" bytes, "depth" calls, "handles" open files); what it does not name is limited by the supervisor's own budget.
    mounts: (directory, path in the cell, "ro" or "rw") triples: the cell's own file system; with it, open() in the cell is
    the ordinary one unless r_open is overridden.  hosts: names, "host" or "host:port", that the cell can connect to (with
    the modules for that, which ok_builtin_modules has to name too).  audit: a function that is called with the name of an event and a tuple
    of its arguments when the cell imports, opens and reloads something, and when code is run in it.
    """

    #: Names that are taken out of the cell's builtins; open, reload and __import__ are then the r_* methods.
    nok_builtin_names = (
        "open", "reload", "__import__", "file", "breakpoint", "help", "exit", "quit", "copyright", "credits", "license",
    )
    #: Modules of the runtime that a cell may import, besides those of the bundled library that are only Python.
    ok_builtin_modules = (
        "array", "binascii", "cmath", "errno", "marshal", "math", "operator", "select", "_sre", "struct", "time",
        "_weakref", "_md5", "_sha1", "_sha2", "_sha3", "_blake2", "_abc", "_bisect", "_collections", "_contextvars",
        "_csv", "_datetime", "_decimal", "_functools", "_heapq", "_json", "_operator", "_random", "_stat",
        "_statistics", "_struct", "itertools", "unicodedata", "zlib",
    )
    #: Where imports look for files, through the hooks.
    ok_path = tuple(sys.path)
    #: Names of the posix module that a cell has, for its own file system.
    ok_posix_names = (
        "error", "fstat", "listdir", "lstat", "readlink", "stat", "times", "uname", "getpid", "getppid", "getcwd",
        "getuid", "getgid", "geteuid", "getegid",
    )
    #: Names of the sys module that a cell has.
    ok_sys_names = (
        "byteorder", "copyright", "exit", "getdefaultencoding", "getrefcount", "hexversion", "maxsize", "maxunicode",
        "platform", "ps1", "ps2", "version", "version_info", "api_version", "float_info", "float_repr_style",
        "hash_info", "int_info", "implementation", "getfilesystemencoding", "getfilesystemencodeerrors",
        "getrecursionlimit", "get_int_max_str_digits", "intern", "is_finalizing", "stdlib_module_names", "thread_info",
        "warnoptions", "dont_write_bytecode", "exception",
    )
    #: Kinds of files that can be imported: never compiled ones, which can be forged.
    ok_file_types = (C_EXTENSION, PY_SOURCE)
    #: Environment variables of the supervisor that a cell has.
    ok_environ_names = ()
    #: What a cell may spend where budget= says nothing.
    default_budget = {"memory": 256 * _MIB, "time": 60, "output": 16 * _MIB}

    def __init__(self, hooks=None, verbose=0, *, budget=None, mounts=(), hosts=(), audit=None):
        Verbose.__init__(self, verbose)
        self._audit = audit
        self._mounted = bool(mounts)
        self.hooks = hooks or RHooks(verbose)
        self.hooks.set_rexec(self)
        self.ok_dynamic_modules = self.ok_builtin_modules
        self.ok_builtin_modules = _intersected(self.ok_builtin_modules)
        self._cell = _padcell.cell(self._policy(mounts, hosts), self._limits(budget), _names(self.ok_builtin_modules))
        self.modules = Modules(self._cell)
        self.set_trusted_path()
        self.make_builtin()
        self.make_initial_modules()
        self.make_sys()
        self.loader = RModuleLoader(self.hooks, verbose)
        self.importer = RModuleImporter(self.loader, verbose)

    def _policy(self, mounts, hosts):
        return {
            "clock": True,
            "entropy": True,
            "stdin": False,
            "stdout": True,
            "stderr": True,
            "environ": tuple(self.ok_environ_names),
            "mounts": [(str(host), str(path), str(access)) for host, path, access in mounts],
            "hosts": [str(it) for it in hosts],
            "restricted": True,
        }

    def _limits(self, budget):
        limits = dict(self.default_budget)
        if budget:
            limits.update(budget)
        for name in limits:
            if name not in _LIMITS:
                raise ValueError(f"unknown budget {sorted(limits.keys() - _LIMITS)[0]!r}")
        if limits.get("time") is not None:
            limits["time_ns"] = int(limits["time"] * 1_000_000_000)
        return limits

    def _overrides(self, name):
        return getattr(type(self), name) is not getattr(RExec, name)

    # Importing: the parts of the machinery can be replaced after construction too.

    @property
    def importer(self):
        return self._importer

    @importer.setter
    def importer(self, importer):
        self._importer = importer
        kind = type(self)
        hooks = type(self.hooks)
        asks = (
            type(importer) is not ModuleImporter
            or type(importer.loader) is not FancyModuleLoader
            or self._audit is not None
            or kind is not RExec and any(self._overrides(name) for name in _DECIDING_METHODS)
            or hooks is not RHooks and any(getattr(hooks, name) is not getattr(RHooks, name) for name in _DECIDING_HOOKS)
        )
        self._cell.on_import(self._import, self._load, asks)

    def _import(self, name, globals, locals, fromlist, level):
        """What an import statement does in a cell that asks for each."""
        try:
            module = call_import(self.r_import, name, globals, locals, fromlist, level)
        except ImportError:
            self.audit("import", name, False)
            raise
        self.audit("import", name, True)
        return answer(module)

    def _load(self, name):
        """Loads what the cell found neither in its library nor in its own files."""
        self.importer.import_module(name)

    def _open(self, file, mode, buffering, options):
        """What open() in the cell does; options are those beyond what r_open took once."""
        try:
            opened = self.r_open(file, mode, buffering, **options)
        except OSError:
            self.audit("open", file, mode, False)
            raise
        self.audit("open", file, mode, True)
        return outgoing(opened)

    def _reload(self, name):
        """What reload() in the cell does, for the module that the table has under this name."""
        self.audit("reload", name)
        return answer(self.r_reload(self.modules[name]))

    def load_dynamic(self, name, filename, file=None):
        """Native code of a file never runs in a cell: what is allowed is the runtime's own module of this name."""
        if name not in self.ok_dynamic_modules or not _padcell.has_module(name):
            raise ImportError(f"untrusted dynamic module: {name}")
        return self.hooks.init_builtin(name)

    def is_builtin(self, mname):
        return mname in self.ok_builtin_modules

    def get_suffixes(self):
        return [it for it in Hooks.get_suffixes(self.hooks) if it[2] in self.ok_file_types]

    # Furnishing the cell.

    def set_trusted_path(self):
        """Notes the directories that native modules could come from, did cells load any."""
        self.trusted_path = [it for it in sys.path if it.startswith("/")]

    def make_builtin(self):
        """The cell's builtins: its own, without the refused names, and with the r_* methods."""
        cell = self._cell
        if _is_plain(self.copy_except, _COPY_EXCEPT):
            cell.copy("builtins", None, _names(self.nok_builtin_names))
        else:
            self.copy_except(builtins, self.nok_builtin_names)
        if not self._mounted or self._overrides("r_open"):
            cell.on_open(self._open)
        else:
            cell.on_open(None)
        cell.on_reload(self._reload)

    def make_initial_modules(self):
        self.make_main()
        self.make_osname()

    def make_main(self):
        if _is_plain(self.add_module, _ADD_MODULE):
            self._cell.add_module("__main__")
        else:
            self.add_module("__main__")

    def make_osname(self):
        """The module of the operating system's name: the permitted functions, for the cell's own file system."""
        self._cell.make_later(None, _names(self.ok_posix_names, "environ"), None, None)

    def make_sys(self):
        """The cell's sys, last: it lists the modules that were made before."""
        cell = self._cell
        path = [] if self._mounted else list(self.ok_path)
        kind = type(self)
        exc_info = self.r_exc_info if kind.r_exc_info is not RExec.r_exc_info else None
        # It is made when somebody asks for it, and lists the modules that there are then.
        cell.make_later(_names(self.ok_sys_names), None, path, exc_info)
        if kind.copy_only is not RExec.copy_only:
            self.copy_only(sys, self.ok_sys_names)
        self.search_path = SearchPath(cell, path)
        self.modules.own("sys", {"path": self.search_path, "modules": self.modules})

    def copy_none(self, src):
        """A module of the cell with the name and the documentation of another."""
        module = self.add_module(src.__name__)
        module.__doc__ = src.__doc__
        return module

    def copy_only(self, src, names):
        """A module of the cell with some names of another.

        If that is a module of the runtime, what is copied is the cell's own.
        """
        if _padcell.is_library(src):
            self._cell.copy(src.__name__, _names(names), None)
            return self.modules[src.__name__]
        module = self.copy_none(src)
        for name in names:
            if hasattr(src, name):
                setattr(module, name, getattr(src, name))
        return module

    def copy_except(self, src, exceptions):
        """A module of the cell with all names of another but some; see copy_only."""
        if _padcell.is_library(src):
            self._cell.copy(src.__name__, None, _names(exceptions))
            return self.modules[src.__name__]
        module = self.copy_none(src)
        for name in dir(src):
            if name not in exceptions and name not in ("__name__", "__dict__", "__builtins__"):
                setattr(module, name, getattr(src, name))
        return module

    def add_module(self, mname):
        """The cell's module of this name, made if there is none, as a live stand-in; its builtins are the cell's."""
        name = "builtins" if mname == "__builtin__" else str(mname)
        self._cell.add_module(name)
        return self.modules[name]

    # What the cell's code calls.

    def r_import(self, mname, globals=None, locals=None, fromlist=(), level=0):
        """What an import statement in the cell does."""
        return self.importer.import_module(mname, globals, locals, fromlist, level)

    def r_reload(self, m):
        """Executes a module of the cell again, in its old namespace."""
        return self.importer.reload(m)

    def r_unload(self, m):
        """Takes a module out of the cell's table."""
        return self.importer.unload(m)

    def r_open(self, file, mode="r", buf=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
        """What open() in the cell does: files can be read, and not written."""
        mode = str(mode)
        if mode not in ("r", "rb"):
            raise OSError("can't open files for writing in restricted mode")
        if type(file) not in (str, bytes) or opener is not None or not closefd:
            raise OSError("can't open descriptors in restricted mode")
        return _open(file, mode, buf, encoding, errors, newline)

    def r_exc_info(self):
        """What sys.exc_info() in the cell does, of an exception that the supervisor handles: there is no traceback."""
        kind, value, _ = sys.exc_info()
        return kind, value, None

    # Running untrusted code.

    def r_exec(self, code):
        """Executes source text or a code object in the cell's __main__."""
        self.audit("exec")
        self._cell.exec(code.read() if hasattr(code, "read") else code)

    def r_eval(self, code):
        """Evaluates an expression (text or code object) in the cell's __main__."""
        self.audit("eval")
        return self._cell.eval(code)

    def r_execfile(self, file):
        """Executes a file, read with the supervisor's authority, in the cell's __main__."""
        with _open(file, "rb") as source:
            text = source.read()
        self.audit("exec")
        self._cell.exec(text, str(file))

    def s_apply(self, func, args=(), kw={}):
        """Calls a function while the cell has standard streams."""
        self.save_files()
        try:
            self.set_files()
            return func(*args, **kw)
        finally:
            self.restore_files()

    def s_exec(self, *args):
        return self.s_apply(self.r_exec, args)

    def s_eval(self, *args):
        return self.s_apply(self.r_eval, args)

    def s_execfile(self, *args):
        return self.s_apply(self.r_execfile, args)

    def s_import(self, *args):
        return self.s_apply(self.r_import, args)

    def s_reload(self, *args):
        return self.s_apply(self.r_reload, args)

    def s_unload(self, *args):
        return self.s_apply(self.r_unload, args)

    # The standard streams.  What the cell prints goes to its own sys.stdout, and what the supervisor prints to its own.

    def make_delegate_files(self):
        module = self.modules["sys"]
        self.delegate_stdin = FileDelegate(module, "stdin")
        self.delegate_stdout = FileDelegate(module, "stdout")
        self.delegate_stderr = FileDelegate(module, "stderr")
        self.restricted_stdin = FileWrapper(sys.stdin)
        self.restricted_stdout = FileWrapper(sys.stdout)
        self.restricted_stderr = FileWrapper(sys.stderr)

    def save_files(self):
        self.save_stdin = sys.stdin
        self.save_stdout = sys.stdout
        self.save_stderr = sys.stderr

    def set_files(self):
        if not hasattr(self, "save_stdin"):
            self.save_files()
        if not hasattr(self, "delegate_stdin"):
            self.make_delegate_files()
        module = self.modules["sys"]
        module.stdin = self.restricted_stdin
        module.stdout = self.restricted_stdout
        module.stderr = self.restricted_stderr

    def restore_files(self):
        sys.stdin = self.save_stdin
        sys.stdout = self.save_stdout
        sys.stderr = self.save_stderr

    def reset_files(self):
        """Restores the supervisor's streams, and remembers those that the cell has now."""
        self.restore_files()
        module = self.modules["sys"]
        self.restricted_stdin = module.stdin
        self.restricted_stdout = module.stdout
        self.restricted_stderr = module.stderr

    # What cells of old did not have.

    def audit(self, event, *args):
        """Told of what the cell imports, opens and reloads and of code that is run in it."""
        if self._audit is not None:
            self._audit(event, args)

    def describe(self, obj):
        """repr() of an object of the cell: made by the cell, at its cost, and nothing but text."""
        return self._cell.describe(outgoing(obj))

    @property
    def spent(self):
        """What the cell has spent: fuel in units, memory and output in bytes."""
        return self._cell.spent()

    @property
    def alive(self):
        """False once the cell was stopped."""
        return self._cell.alive

    def stop(self):
        """Ends the cell: its heap is gone."""
        self._cell.stop()


#: What _intersected found, by the identity of the tuple that it was asked for, which is kept here; and what it gave.
_found = {}
_tuples = {}
#: Sets of names as cells share them, by the tuple that they were made of and by what was added.
_shared = {}
#: The same by the identity of the tuple, which is kept here so that no other has it.
_last = {}


def _names(names, *more):
    if type(names) is not tuple:
        names = tuple(names)
    last = _last.get(id(names))
    if last is not None and last[0] is names and last[1] == more:
        return last[2]
    made = _shared.get((names, more))
    if len(_shared) + len(_last) > 200:
        _shared.clear()
        _last.clear()
    if made is None:
        made = _shared[names, more] = _padcell.names((*names, *more))
    _last[id(names)] = names, more, made
    return made


def _intersected(names):
    """Those of the names that are modules of this runtime."""
    if type(names) is not tuple:
        names = tuple(names)
    found = _found.get(id(names))
    if found is None or found[0] is not names:
        if len(_found) > 100:
            _found.clear()
        # The same names give the same tuple, so that its set is shared.
        kept = tuple(it for it in names if _padcell.has_module(it))
        found = _found[id(names)] = names, _tuples.setdefault(kept, kept)
        if len(_tuples) > 100:
            _tuples.clear()
    return found[1]


def _is_plain(method, function):
    """Whether a method is the one that this module has, neither overridden nor replaced."""
    return getattr(method, "__func__", None) is function


#: What makes stand-ins that nobody may want.
_COPY_EXCEPT = RExec.copy_except
_ADD_MODULE = RExec.add_module


def rooted_open(root, write=False):
    """An open() whose root is a directory: names lead to what is below it, whatever links say, and nowhere else.

    Without write, opening a file for writing is an OSError.  The directory is opened once, now; what becomes of its name
    later makes no difference.  Absolute names and names with '..' start from and end at the root, as under chroot.
    """
    files = _padcell.root(str(root), bool(write))

    def rooted(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
        if type(file) is bytes:
            file = file.decode("utf-8", "surrogateescape")
        if type(file) is not str or opener is not None or not closefd:
            raise OSError("can't open descriptors in restricted mode")
        return open(file, str(mode), buffering, encoding, errors, newline, True, files.open)

    return rooted


def test():
    """The command: rexec [-v] [-t module]... [script|-] [args]."""
    from _rexec_command import main

    return main(RExec)


if __name__ == "__main__":
    sys.exit(test())
