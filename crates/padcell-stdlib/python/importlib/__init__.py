"""Importing as functions. The import itself is the machine's: this package describes it and lets programs call it."""

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

import sys
import builtins

from . import _bootstrap, _bootstrap_external

_reloading = {}


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """Import a module, as a statement of the program does."""
    return builtins.__import__(name, globals, locals, fromlist, level)


def invalidate_caches():
    """Call the invalidate_caches() method on all meta path finders stored in sys.meta_path (where implemented)."""
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def import_module(name, package=None):
    """Import a module; a name that starts with dots is relative to `package`."""
    level = len(name) - len(name.lstrip('.'))
    if level and not package:
        raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
    return _bootstrap._gcd_import(name[level:], package, level)


def reload(module):
    """Reload the module, which must have been imported before, and return it."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError('reload() argument must be a module') from None
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if name in _reloading:
        return _reloading[name]
    _reloading[name] = module
    try:
        parent = name.rpartition('.')[0]
        if parent and parent not in sys.modules:
            raise ImportError(f'parent {parent!r} not in sys.modules', name=parent)
        path = sys.modules[parent].__path__ if parent else None
        spec = module.__spec__ = _bootstrap._find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]
    finally:
        _reloading.pop(name, None)
