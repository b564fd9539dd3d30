"""Stand-ins, on the supervisor's side, for the modules of a cell (part of rexec)."""

from _rexec_files import FileBase, crossing

__all__ = ["Module", "Modules", "Namespace", "SearchPath"]


def outgoing(value):
    """What crosses for a value of the supervisor: for a stand-in, the module itself."""
    kind = type(value)
    if kind is Module:
        return value._cell.module(value._name)
    if isinstance(value, FileBase):
        return crossing(value)
    return value


def answer(module):
    """The same for what an import gave: a module is named, as a tuple of its name alone."""
    return (module._name,) if type(module) is Module else outgoing(module)


def call_import(function, name, globals, locals, fromlist, level):
    """Calls what stands for __import__(); functions of old take no level."""
    fromlist = tuple(fromlist) if type(fromlist) in (tuple, list) else ()
    for item in fromlist:
        if type(item) is not str:
            raise TypeError("Items in ``from list'' must be str")
    more = (level,) if level else ()
    return function(name, globals, locals, fromlist, *more)


def _opening(function):
    """What open() in a cell calls, for a function that takes what open() takes."""

    def call(file, mode, buffering, options):
        return outgoing(function(file, mode, buffering, **options))

    return call


def _importing(function):
    """The same for __import__()."""

    def call(*args):
        return answer(call_import(function, *args))

    return call


def _put(cell, module, name, value):
    """Sets a name of a cell's module.  Where that is open or __import__ of the builtins, the cell keeps the function that checks
    arguments, and calls the new one through it."""
    if module == "builtins" and callable(value) and type(value) is not Module:
        if name == "open":
            return cell.on_open(_opening(value))
        if name == "__import__":
            return cell.on_import(_importing(value), None, True)
    cell.set(module, name, outgoing(value))


class _Table:
    """What mappings have in common whose keys() and __getitem__() ask a cell."""

    __slots__ = ()

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def get(self, name, default=None):
        try:
            return self[name]
        except KeyError:
            return default

    def values(self):
        return [self[name] for name in self]

    def items(self):
        return [(name, self[name]) for name in self]


class Namespace(_Table):
    """A live view of the namespace of a cell's module: a mapping whose values cross the membrane."""

    __slots__ = ("_cell", "_module")

    def __init__(self, cell, module):
        self._cell = cell
        self._module = module

    def __getitem__(self, name):
        return self._cell.get(self._module, name)

    def __setitem__(self, name, value):
        _put(self._cell, self._module, name, value)

    def __delitem__(self, name):
        self._cell.delete(self._module, name)

    def __contains__(self, name):
        return name in self.keys()

    def __repr__(self):
        return f"<namespace of {self._module!r} in a cell>"

    def setdefault(self, name, default=None):
        if name not in self:
            self[name] = default
        return self[name]

    def pop(self, name, *default):
        try:
            value = self[name]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[name]
        return value

    def keys(self):
        return self._cell.names(self._module)

    def copy(self):
        return dict(self.items())

    def update(self, other=(), /, **names):
        if hasattr(other, "keys"):
            for name in other.keys():
                self[name] = other[name]
        else:
            for name, value in other:
                self[name] = value
        for name, value in names.items():
            self[name] = value


class Module:
    """A live stand-in for a module of a cell: its attributes can be read, set and deleted."""

    __slots__ = ("_cell", "_name", "_own")

    def __init__(self, cell, name, own=None):
        """own: attributes that are the supervisor's and not read from the cell, by name."""
        object.__setattr__(self, "_cell", cell)
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_own", own or {})

    @property
    def __dict__(self):
        return Namespace(self._cell, self._name)

    @property
    def __name__(self):
        return self._name

    @property
    def __doc__(self):
        return self.__getattr__("__doc__")

    def __getattr__(self, name):
        if name in self._own:
            return self._own[name]
        try:
            return self._cell.get(self._name, name)
        except KeyError:
            raise AttributeError(f"module {self._name!r} has no attribute {name!r}") from None

    def __setattr__(self, name, value):
        if name == "path" and name in self._own:
            self._own[name][:] = value
        else:
            _put(self._cell, self._name, name, value)

    def __delattr__(self, name):
        try:
            self._cell.delete(self._name, name)
        except KeyError:
            raise AttributeError(f"module {self._name!r} has no attribute {name!r}") from None

    def __dir__(self):
        return sorted(self._cell.names(self._name))

    def __repr__(self):
        return f"<module {self._name!r} in a cell>"


class Modules(_Table):
    """The modules of a cell by their names: the table that its supervisor keeps.

    What the cell sees as sys.modules is another dict, and what it writes there changes nothing here.
    """

    __slots__ = ("_cell", "_stand_ins", "_own")

    def __init__(self, cell):
        self._cell = cell
        self._stand_ins = {}
        self._own = {}

    def __getitem__(self, name):
        name = _name(name)
        found = self._cell.module(name)
        if self._cell.is_module(name):
            stand_in = self._stand_ins.get(name)
            if stand_in is None:
                stand_in = self._stand_ins[name] = Module(self._cell, name, self._own.get(name))
            return stand_in
        return found

    def __setitem__(self, name, module):
        self._cell.set_module(_name(name), outgoing(module))

    def __delitem__(self, name):
        self._cell.delete_module(_name(name))

    def __contains__(self, name):
        return _name(name) in self.keys()

    def __repr__(self):
        return f"<modules of a cell: {', '.join(sorted(self))}>"

    def keys(self):
        return self._cell.module_names()

    def own(self, name, attributes):
        """Makes attributes of a module the supervisor's, before anybody has asked for it."""
        self._own[name] = attributes
        self._stand_ins.pop(name, None)


def _name(name):
    return "builtins" if name == "__builtin__" else str(name)


class SearchPath:
    """The directories that a cell may import from: its supervisor's list, of which the cell has a copy as sys.path."""

    __slots__ = ("_cell", "_entries")

    def __init__(self, cell, entries):
        self._cell = cell
        self._entries = [str(it) for it in entries]

    def _tell(self):
        self._cell.set("sys", "path", list(self._entries))

    def as_the_cell_has_it(self):
        """What the cell has left of the list, in the order that it gave it; entries of its own are not in it."""
        try:
            seen = self._cell.get("sys", "path")
        except KeyError:
            return []
        if type(seen) is not list:
            return []
        return [it for it in seen if type(it) is str and it in self._entries]

    def __getitem__(self, index):
        return self._entries[index]

    def __setitem__(self, index, entry):
        self._entries[index] = entry
        self._tell()

    def __delitem__(self, index):
        del self._entries[index]
        self._tell()

    def __iter__(self):
        return iter(self._entries)

    def __len__(self):
        return len(self._entries)

    def __contains__(self, entry):
        return entry in self._entries

    def __eq__(self, other):
        return self._entries == list(other)

    def __repr__(self):
        return repr(self._entries)

    def append(self, entry):
        self._entries.append(str(entry))
        self._tell()

    def insert(self, index, entry):
        self._entries.insert(index, str(entry))
        self._tell()

    def extend(self, entries):
        self._entries.extend(str(it) for it in entries)
        self._tell()

    def remove(self, entry):
        self._entries.remove(entry)
        self._tell()

    def pop(self, index=-1):
        entry = self._entries.pop(index)
        self._tell()
        return entry

    def index(self, entry):
        return self._entries.index(entry)
