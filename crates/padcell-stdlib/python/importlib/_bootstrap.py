"""Specs, and the loaders of what is not in files: native modules."""

import _imp
import sys
from _imp import ModuleSpec
from types import ModuleType


def _verbose_message(message, *args, verbosity=1):
    pass


def _call_with_frames_removed(f, *args, **kwds):
    return f(*args, **kwds)


def _requires_builtin(fxn):
    def wrapper(self, fullname):
        if not _imp.is_builtin(fullname):
            raise ImportError(f'{fullname!r} is not a built-in module', name=fullname)
        return fxn(self, fullname)
    return wrapper


class BuiltinImporter:
    """Finds and loads native modules."""

    _ORIGIN = 'built-in'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if _imp.is_builtin(fullname):
            return ModuleSpec(fullname, cls, origin=cls._ORIGIN)
        return None

    @staticmethod
    def create_module(spec):
        if not _imp.is_builtin(spec.name):
            raise ImportError(f'{spec.name!r} is not a built-in module', name=spec.name)
        return _imp.create_builtin(spec)

    @staticmethod
    def exec_module(module):
        pass

    @classmethod
    @_requires_builtin
    def get_code(cls, fullname):
        return None

    @classmethod
    @_requires_builtin
    def get_source(cls, fullname):
        return None

    @classmethod
    @_requires_builtin
    def is_package(cls, fullname):
        return False

    @classmethod
    def load_module(cls, fullname):
        return _load_by_name(fullname)


class FrozenImporter:
    """There are no frozen modules: the bundled library is what comes nearest, and is found as files are."""

    _ORIGIN = 'frozen'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None

    @staticmethod
    def create_module(spec):
        raise ImportError(f'No such frozen object named {spec.name}', name=spec.name)

    @staticmethod
    def exec_module(module):
        raise ImportError(f'No such frozen object named {module.__name__}', name=module.__name__)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """Return a module spec based on various loader methods."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if origin is None and hasattr(loader, 'get_filename'):
        from ._bootstrap_external import spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _init_module_attrs(spec, module, *, override=False):
    def put(name, value):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass
    put('__name__', spec.name)
    put('__loader__', spec.loader)
    put('__package__', spec.parent)
    module.__spec__ = spec
    if spec.submodule_search_locations is not None:
        put('__path__', spec.submodule_search_locations)
    if spec.has_location:
        put('__file__', spec.origin)
        if spec.cached is not None:
            put('__cached__', spec.cached)
    return module


def module_from_spec(spec):
    """Create a module based on the provided spec."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = ModuleType(spec.name)
    return _init_module_attrs(spec, module)


def _exec(spec, module):
    """Execute the spec's specified module in an existing module's namespace."""
    if sys.modules.get(spec.name) is not module:
        raise ImportError(f'module {spec.name!r} not in sys.modules', name=spec.name)
    if spec.loader is None:
        if spec.submodule_search_locations is None:
            raise ImportError('missing loader', name=spec.name)
        _init_module_attrs(spec, module, override=True)
        return module
    _init_module_attrs(spec, module, override=True)
    spec.loader.exec_module(module)
    return sys.modules[spec.name]


def _load(spec):
    """Return a new module object, loaded by the spec's loader."""
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=spec.name)
        else:
            spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    return sys.modules[spec.name]


def _load_by_name(fullname):
    __import__(fullname)
    return sys.modules[fullname]


def _find_spec(name, path, target=None):
    """Find a module's spec."""
    for finder in (*sys.meta_path, BuiltinImporter):
        spec = finder.find_spec(name, path, target)
        if spec is not None:
            return spec
    from ._bootstrap_external import PathFinder
    return PathFinder.find_spec(name, path, target)


def _resolve_name(name, package, level):
    """Resolve a relative module name to an absolute one."""
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]


def _sanity_check(name, package, level):
    if not isinstance(name, str):
        raise TypeError(f'module name must be str, not {type(name)}')
    if level < 0:
        raise ValueError('level must be >= 0')
    if level > 0:
        if not isinstance(package, str):
            raise TypeError('__package__ not set to a string')
        if not package:
            raise ImportError('attempted relative import with no known parent package')
    if not name and level == 0:
        raise ValueError('Empty module name')


def _gcd_import(name, package=None, level=0):
    """Import and return the module, as if by a statement in `package`."""
    _sanity_check(name, package, level)
    if level > 0:
        name = _resolve_name(name, package, level)
    __import__(name)
    return sys.modules[name]


def _spec_from_module(module, loader=None, origin=None):
    return module.__spec__
