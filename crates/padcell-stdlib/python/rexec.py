"""Restricted execution: a supervisor makes padded cells and runs untrusted code in them.

A cell (RExec) is a Python world of its own, with its own heap, builtins, modules and budget.  It reaches only what its
supervisor puts into it.  Policy is written by overriding the r_* methods in a subclass: untrusted code calls them under
their ordinary names (open, __import__, reload).
"""

import sys

import _padcell

__all__ = ["RExec", "CellStopped"]

CellStopped = _padcell.CellStopped


class _Namespace:
    """A live view of the namespace of a cell's module: a mapping whose values cross the membrane."""

    __slots__ = ("_cell", "_module")

    def __init__(self, cell, module):
        self._cell = cell
        self._module = module

    def __getitem__(self, name):
        return self._cell.get(self._module, name)

    def __setitem__(self, name, value):
        self._cell.set(self._module, name, value)

    def __delitem__(self, name):
        self._cell.delete(self._module, name)

    def __iter__(self):
        return iter(self._cell.names(self._module))

    def __len__(self):
        return len(self._cell.names(self._module))

    def __contains__(self, name):
        return name in self._cell.names(self._module)

    def __repr__(self):
        return f"<namespace of {self._module!r} in a cell>"

    def get(self, name, default=None):
        try:
            return self[name]
        except KeyError:
            return default

    def keys(self):
        return self._cell.names(self._module)

    def values(self):
        return [self[name] for name in self]

    def items(self):
        return [(name, self[name]) for name in self]

    def update(self, other=(), /, **names):
        if hasattr(other, "keys"):
            for name in other.keys():
                self[name] = other[name]
        else:
            for name, value in other:
                self[name] = value
        for name, value in names.items():
            self[name] = value


class _Module:
    """A live stand-in for a module of a cell: its attributes can be read, set and deleted."""

    __slots__ = ("_cell", "_name")

    def __init__(self, cell, name):
        object.__setattr__(self, "_cell", cell)
        object.__setattr__(self, "_name", name)

    @property
    def __dict__(self):
        return _Namespace(self._cell, self._name)

    @property
    def __name__(self):
        return self._name

    def __getattr__(self, name):
        try:
            return self._cell.get(self._name, name)
        except KeyError:
            raise AttributeError(f"module {self._name!r} has no attribute {name!r}") from None

    def __setattr__(self, name, value):
        self._cell.set(self._name, name, value)

    def __delattr__(self, name):
        try:
            self._cell.delete(self._name, name)
        except KeyError:
            raise AttributeError(f"module {self._name!r} has no attribute {name!r}") from None

    def __repr__(self):
        return f"<module {self._name!r} in a cell>"


_MIB = 1 << 20


class RExec:
    """One padded cell.

    budget: a dict of limits ("fuel" units, "memory" bytes, "time" seconds, "output" bytes, "depth" calls, "handles"
    open files); what it does not name is limited by the supervisor's own budget.
    mounts: (directory, path in the cell, "ro" or "rw") triples: the cell's file system.  Without any, open() in the cell
    is r_open() here.
    """

    nok_builtin_names = (
        "open", "reload", "__import__", "file", "breakpoint", "help", "exit", "quit", "copyright", "credits", "license",
    )
    ok_environ_names = ()
    #: What a cell may spend where budget= says nothing.
    default_budget = {"memory": 256 * _MIB, "time": 60, "output": 16 * _MIB}

    def __init__(self, hooks=None, verbose=0, *, budget=None, mounts=()):
        self.hooks = hooks
        self.verbose = verbose
        limits = dict(self.default_budget)
        limits.update(budget or {})
        unknown = set(limits) - {"fuel", "memory", "time", "output", "depth", "handles"}
        if unknown:
            raise ValueError(f"unknown budget {sorted(unknown)[0]!r}")
        if limits.get("time") is not None:
            limits["time_ns"] = int(limits["time"] * 1_000_000_000)
        policy = {
            "clock": True,
            "entropy": True,
            "stdin": False,
            "stdout": True,
            "stderr": True,
            "environ": tuple(self.ok_environ_names),
            "mounts": tuple((str(host), str(path), str(access)) for host, path, access in mounts),
            "restricted": True,
        }
        self._mounted = bool(mounts)
        self._cell = _padcell.cell(policy, limits)
        self.make_builtin()
        self.make_initial_modules()
        self.make_sys()

    # Building the environment.

    def make_builtin(self):
        """Takes the refused names out of the cell's builtins and puts the supervisor's in their place."""
        cell = self._cell
        cell.import_module("builtins", None, (), 0)
        present = set(cell.names("builtins"))
        for name in self.nok_builtin_names:
            if name in present and not (name == "__import__" or name == "open" and self._mounted and not self._overrides("r_open")):
                cell.delete("builtins", name)
        if not self._mounted or self._overrides("r_open"):
            cell.set("builtins", "open", self._opener)
        if self._overrides("r_import"):
            cell.set("builtins", "__import__", self._importer)

    def _overrides(self, name):
        return getattr(type(self), name) is not getattr(RExec, name)

    def _opener(self, file, mode="r", buffering=-1, *rest, **options):
        if rest or options:
            return self.r_open(file, mode, buffering, *rest, **options)
        return self.r_open(file, mode, buffering)

    def _importer(self, name, globals=None, locals=None, fromlist=(), level=0):
        if level:
            return self.r_import(name, globals, locals, fromlist, level)
        return self.r_import(name, globals, locals, fromlist)

    def make_initial_modules(self):
        self.make_main()

    def make_main(self):
        self.add_module("__main__")

    def make_sys(self):
        cell = self._cell
        cell.import_module("sys", None, (), 0)
        cell.set("sys", "argv", ["RESTRICTED"])
        if self._mounted:
            cell.set("sys", "path", [])

    def add_module(self, mname):
        """A live stand-in for the cell's module of this name, made if there is none."""
        self._cell.add_module(str(mname))
        return _Module(self._cell, str(mname))

    # Running untrusted code.

    def r_exec(self, code):
        """Executes source text or a code object in the cell's __main__."""
        sys.stdout.flush()
        self._cell.exec(code)

    def r_eval(self, code):
        """Evaluates an expression (text or code object) in the cell's __main__."""
        sys.stdout.flush()
        return self._cell.eval(code)

    def r_execfile(self, file):
        """Executes a file, read with the supervisor's authority, in the cell's __main__."""
        with open(file, "rb") as source:
            text = source.read()
        sys.stdout.flush()
        self._cell.exec(text, str(file))

    def r_import(self, mname, globals=None, locals=None, fromlist=(), level=0):
        """What an import statement in the cell does."""
        return self._cell.import_module(mname, globals, tuple(fromlist or ()), level)

    def r_reload(self, m):
        """Executes a module of the cell again."""
        name = str(m.__name__)
        self._cell.set_module(name, None)
        return self._cell.import_module(name, None, (), 0)

    def r_unload(self, m):
        """Takes a module out of the cell's table."""
        self._cell.set_module(str(m.__name__), None)

    def r_open(self, file, mode="r", buf=-1, *rest, **options):
        """What open() in the cell does: files can be read, and not written."""
        mode = str(mode)
        if mode not in ("r", "rb"):
            raise OSError("can't open files for writing in restricted mode")
        return open(file, mode, buf, *rest, **options)

    # Budget.

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
