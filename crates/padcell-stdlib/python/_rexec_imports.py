"""How the modules of a cell are found and loaded by its supervisor (part of rexec).

Hooks are the system interface, a loader finds and loads one module, an importer does what an import statement asks for.
Overriding methods of the hooks redirects what an import reads without changing how it searches.
"""

import sys

from _rexec_modules import Module

SEARCH_ERROR, PY_SOURCE, PY_COMPILED, C_EXTENSION, PY_RESOURCE, PKG_DIRECTORY, C_BUILTIN, PY_FROZEN = range(8)

_SUFFIXES = ((".py", "rb", PY_SOURCE),)


class Verbose:
    """Messages of what goes on, for those who look for a fault."""

    def __init__(self, verbose=0):
        self.verbose = verbose

    def get_verbose(self):
        return self.verbose

    def set_verbose(self, verbose):
        self.verbose = verbose

    def note(self, *args):
        if self.verbose:
            self.message(*args)

    def message(self, format, *args):
        print(format % args if args else format)


class Hooks(Verbose):
    """The system as imports see it."""

    openfile_error = OSError
    listdir_error = OSError

    def get_suffixes(self):
        return list(_SUFFIXES)

    def new_module(self, name):
        return type(sys)(name)

    def is_builtin(self, name):
        return name in sys.builtin_module_names

    def init_builtin(self, name):
        return __import__(name)

    def is_frozen(self, name):
        return False

    def init_frozen(self, name):
        return None

    def get_frozen_object(self, name):
        raise ImportError(f"No such frozen object named {name}")

    def load_source(self, name, filename, file=None):
        return None

    def load_compiled(self, name, filename, file=None):
        return None

    def load_dynamic(self, name, filename, file=None):
        raise ImportError(f"untrusted dynamic module: {name}")

    def load_package(self, name, filename, file=None):
        return None

    def add_module(self, name):
        return sys.modules.setdefault(name, self.new_module(name))

    def modules_dict(self):
        return sys.modules

    def default_path(self):
        return sys.path

    def path_split(self, path):
        head, _, tail = path.rpartition("/")
        return (head or ("/" if path.startswith("/") else ""), tail)

    def path_join(self, directory, name):
        if name.startswith("/") or not directory:
            return name
        return directory + name if directory.endswith("/") else f"{directory}/{name}"

    def path_isabs(self, path):
        return path.startswith("/")

    def path_exists(self, path):
        import os.path

        return os.path.exists(path)

    def path_isdir(self, path):
        import os.path

        return os.path.isdir(path)

    def path_isfile(self, path):
        import os.path

        return os.path.isfile(path)

    def path_islink(self, path):
        import os.path

        return os.path.islink(path)

    def openfile(self, *args):
        return open(*args)

    def listdir(self, path):
        import os

        return os.listdir(path)


class ModuleLoader(Verbose):
    """Finds one module, and loads it."""

    def __init__(self, hooks=None, verbose=0):
        self.verbose = verbose
        self.hooks = hooks or Hooks(verbose)

    def get_hooks(self):
        return self.hooks

    def set_hooks(self, hooks):
        self.hooks = hooks

    def default_path(self):
        return self.hooks.default_path()

    def modules_dict(self):
        return self.hooks.modules_dict()

    def find_module(self, name, path=None):
        """(file, name of the file, (suffix, mode, kind)), or None."""
        for directory in [None, *self.default_path()] if path is None else path:
            stuff = self.find_module_in_dir(name, directory)
            if stuff:
                return stuff
        return None

    def find_builtin_module(self, name):
        if self.hooks.is_builtin(name):
            return None, "", ("", "", C_BUILTIN)
        if self.hooks.is_frozen(name):
            return None, "", ("", "", PY_FROZEN)
        return None

    def find_module_in_dir(self, name, dir, allow_packages=True):
        """What a directory has of this name: a package, or a file; None stands for what is built in."""
        hooks = self.hooks
        if dir is None:
            return self.find_builtin_module(name)
        base = hooks.path_join(dir, name)
        if allow_packages and hooks.path_isdir(base):
            stuff = self.find_module_in_dir("__init__", base, False)
            if stuff:
                if stuff[0]:
                    stuff[0].close()
                return None, base, ("", "", PKG_DIRECTORY)
        for suffix, mode, kind in hooks.get_suffixes():
            filename = hooks.path_join(dir, name + suffix)
            try:
                file = hooks.openfile(filename, mode)
            except hooks.openfile_error:
                continue
            return file, filename, (suffix, mode, kind)
        return None


class FancyModuleLoader(ModuleLoader):
    """Loads modules through the hooks alone."""

    def load_module(self, name, stuff):
        file, filename, (suffix, mode, kind) = stuff
        if kind == C_BUILTIN:
            return self.hooks.init_builtin(name)
        if kind == PY_FROZEN:
            return self.hooks.init_frozen(name)
        if kind == C_EXTENSION:
            return self.hooks.load_dynamic(name, filename, file)
        path, source_name = None, filename
        if kind == PKG_DIRECTORY:
            stuff = self.find_module_in_dir("__init__", filename, False)
            if not stuff:
                raise ImportError(f"No __init__ module in package {name}")
            file, source_name, (suffix, mode, kind) = stuff
            path = [filename]
        if kind != PY_SOURCE:
            if file:
                file.close()
            raise ImportError(f"Unrecognized module type ({kind!r}) for {name}")
        try:
            source = file.read()
        finally:
            file.close()
        module = self.hooks.add_module(name)
        try:
            if path is not None:
                module.__path__ = path
                module.__package__ = name
            module.__file__ = source_name
            if type(module) is Module:
                module._cell.exec_module(module._name, source, source_name)
            else:
                exec(compile(source, source_name, "exec"), module.__dict__)
        except BaseException:
            modules = self.modules_dict()
            if name in modules:
                del modules[name]
            raise
        return module


class ModuleImporter(Verbose):
    """Does what an import statement asks for."""

    def __init__(self, loader=None, verbose=0):
        self.verbose = verbose
        self.loader = loader or FancyModuleLoader(None, verbose)
        self.modules = self.loader.modules_dict()

    def get_loader(self):
        return self.loader

    def set_loader(self, loader):
        self.loader = loader

    def get_hooks(self):
        return self.loader.get_hooks()

    def set_hooks(self, hooks):
        self.loader.set_hooks(hooks)

    def import_module(self, name, globals=None, locals=None, fromlist=None, level=0):
        name = str(name)
        parent = self.determine_parent(globals, level)
        if not name:
            if parent is None:
                raise ImportError("Empty module name")
            self.ensure_fromlist(parent, fromlist)
            return parent
        head, tail = self.find_head_tail(parent, name)
        module = self.load_tail(head, tail)
        if not fromlist:
            return head
        if self.path_of(module) is not None:
            self.ensure_fromlist(module, fromlist)
        return module

    def determine_parent(self, globals, level=0):
        """The package that a relative import starts from; what globals say of it is text that nobody vouches for."""
        if not level:
            return None
        package = globals.get("__package__") if globals else None
        if type(package) is not str:
            package = globals.get("__name__") if globals else None
            if type(package) is str and "__path__" not in globals:
                package = package.rpartition(".")[0]
        if type(package) is not str or not package:
            raise ImportError("attempted relative import with no known parent package")
        for _ in range(level - 1):
            package, dot, _ = package.rpartition(".")
            if not dot:
                raise ImportError("attempted relative import beyond top-level package")
        try:
            return self.modules[package]
        except KeyError:
            raise ImportError(f"Parent module {package!r} not loaded, cannot perform relative import") from None

    def find_head_tail(self, parent, name):
        head, _, tail = name.partition(".")
        full = f"{parent.__name__}.{head}" if parent is not None else head
        module = self.import_it(head, full, parent)
        if module is None:
            raise not_found(full)
        return module, tail

    def load_tail(self, module, tail):
        full = self.name_of(module)
        while tail:
            head, _, tail = tail.partition(".")
            full = f"{full}.{head}"
            module = self.import_it(head, full, module)
            if module is None:
                raise not_found(full)
        return module

    def ensure_fromlist(self, module, fromlist, recursive=False):
        for item in fromlist or ():
            item = str(item)
            if item == "*":
                names = getattr(module, "__all__", None)
                if not recursive and type(names) in (list, tuple):
                    self.ensure_fromlist(module, [it for it in names if type(it) is str], True)
            elif not hasattr(module, item):
                self.import_it(item, f"{self.name_of(module)}.{item}", module)

    def import_it(self, partname, fqname, parent=None, force_load=False):
        """One module, from the table or loaded; None if there is none."""
        if not force_load:
            try:
                return self.modules[fqname]
            except KeyError:
                pass
        partname, fqname = str(partname), str(fqname)
        if parent is None:
            stuff = self.loader.find_module(partname)
        else:
            stuff = self.loader.find_builtin_module(fqname)
            path = self.path_of(parent)
            if not stuff and path is not None:
                stuff = self.loader.find_module(partname, path)
        if not stuff:
            return None
        module = self.loader.load_module(fqname, stuff)
        if parent is not None:
            setattr(parent, partname, module)
        return module

    def name_of(self, module):
        return str(module.__name__)

    def path_of(self, module):
        """The __path__ of a package: strings, or it is none."""
        path = getattr(module, "__path__", None)
        if path is None or type(path) is not list or not all(type(it) is str for it in path):
            return None
        return path

    def reload(self, module):
        """Finds a module again and executes it in its old namespace; None if it is not to be found."""
        name = self.name_of(module)
        head, _, last = name.rpartition(".")
        parent = self.modules[head] if head else None
        return self.import_it(last, name, parent, force_load=True)

    def unload(self, module):
        del self.modules[str(module.__name__)]


def not_found(name):
    return ModuleNotFoundError(f"No module named '{name}'", name=name)
