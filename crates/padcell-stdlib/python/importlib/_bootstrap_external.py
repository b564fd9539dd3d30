"""Loaders and finders of modules in files: the bundled library, and what the cell's mounts hold."""

import _imp
import sys
from _imp import LibraryLoader

from . import _bootstrap
from ._bootstrap import ModuleSpec, _load_by_name

path_sep = '/'
path_separators = '/'

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = ['.pyc']
EXTENSION_SUFFIXES = []

MAGIC_NUMBER = b'\x00\x00\r\n'
_RAW_MAGIC_NUMBER = int.from_bytes(MAGIC_NUMBER, 'little')
_PYCACHE = '__pycache__'


def _set_bootstrap_module(module):
    pass


def _pack_uint32(x):
    return (int(x) & 0xFFFFFFFF).to_bytes(4, 'little')


def _unpack_uint32(data):
    return int.from_bytes(data, 'little')


def _unpack_uint16(data):
    return int.from_bytes(data, 'little')


def _path_join(*path_parts):
    return '/'.join(part.rstrip('/') for part in path_parts if part)


def _path_split(path):
    head, _, tail = path.rpartition('/')
    return head, tail


def _path_isfile(path):
    import os
    return os.path.isfile(path)


def _path_isdir(path):
    import os
    return os.path.isdir(path or '.')


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Given the path to a .py file, return the path where CPython would keep its compiled form."""
    import os
    head, tail = _path_split(os.fspath(path))
    base = tail.rpartition('.')[0] or tail
    if sys.implementation.cache_tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    return _path_join(head, _PYCACHE, f'{base}.{sys.implementation.cache_tag}.pyc')


def source_from_cache(path):
    """Given the path to a .pyc file, return the path to its .py file."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    import os
    head, name = _path_split(os.fspath(path))
    head, cache = _path_split(head)
    if cache != _PYCACHE:
        raise ValueError(f'{_PYCACHE} not bottom-level directory in {path!r}')
    return _path_join(head, name.partition('.')[0] + '.py')


def decode_source(source_bytes):
    """Decode bytes representing source code and return the string."""
    import tokenize
    from io import BytesIO, IncrementalNewlineDecoder
    encoding, _ = tokenize.detect_encoding(BytesIO(source_bytes).readline)
    return IncrementalNewlineDecoder(None, True).decode(source_bytes.decode(encoding))


_unset = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_unset):
    """Return a module spec based on a file location."""
    import os
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = os.path.abspath(os.fspath(location))
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if loader is None:
        if not location.endswith(tuple(SOURCE_SUFFIXES)):
            return None
        spec.loader = loader = SourceFileLoader(name, location)
    if submodule_search_locations is not _unset:
        spec.submodule_search_locations = submodule_search_locations
    elif hasattr(loader, 'is_package'):
        try:
            if loader.is_package(name):
                spec.submodule_search_locations = []
        except ImportError:
            pass
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(_path_split(location)[0])
    return spec


class _LoaderBasics:
    """What loaders of source have in common."""

    def is_package(self, fullname):
        filename = _path_split(self.get_filename(fullname))[1]
        return filename.rsplit('.', 1)[0] == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def load_module(self, fullname):
        return _load_by_name(fullname)


class SourceLoader(_LoaderBasics):

    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        pass

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            source = self.get_data(path)
        except OSError as error:
            raise ImportError('source not available through get_data()', name=fullname) from error
        return decode_source(source)

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FileLoader:

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def get_filename(self, name=None):
        if name is not None and name != self.name:
            raise ImportError(f'loader for {self.name} cannot handle {name}', name=name)
        return self.path

    def get_data(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def get_resource_reader(self, name):
        from importlib.readers import FileReader
        return FileReader(self)


class SourceFileLoader(FileLoader, SourceLoader):
    """Loads modules from source files."""

    def path_stats(self, path):
        import os
        st = os.stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """Compiled files are not read."""

    def get_code(self, fullname):
        raise ImportError('this runtime does not read compiled files', name=fullname)

    def get_source(self, fullname):
        return None


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """There are no extension modules."""

    def create_module(self, spec):
        raise ImportError('this runtime has no extension modules', name=spec.name)

    def get_code(self, fullname):
        return None

    def get_source(self, fullname):
        return None


class AppleFrameworkLoader(ExtensionFileLoader):
    pass


class WindowsRegistryFinder:

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class NamespaceLoader(_LoaderBasics):

    def __init__(self, name, path, path_finder=None):
        self._path = list(path)

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def exec_module(self, module):
        pass

    def get_resource_reader(self, module):
        from importlib.readers import NamespaceReader
        return NamespaceReader(self._path)


class FileFinder:
    """Finds modules in one directory."""

    def __init__(self, path, *loader_details):
        self.path = path or '.'
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]

    def invalidate_caches(self):
        pass

    def find_spec(self, fullname, target=None):
        name = fullname.rpartition('.')[2]
        base = _path_join(self.path, name)
        for suffix, loader in self._loaders:
            init = _path_join(base, '__init__' + suffix)
            if _path_isfile(init):
                return spec_from_file_location(fullname, init, loader=loader(fullname, init),
                                               submodule_search_locations=[base])
        for suffix, loader in self._loaders:
            path = base + suffix
            if _path_isfile(path):
                return spec_from_file_location(fullname, path, loader=loader(fullname, path))
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            if not _path_isdir(path):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def __repr__(self):
        return f'FileFinder({self.path!r})'


class PathFinder:
    """Finds modules as the machine does: in the bundled library, then along `sys.path`."""

    @staticmethod
    def invalidate_caches():
        pass

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        found = _imp.find_library(fullname)
        if found is not None:
            location, is_package = found
            spec = ModuleSpec(fullname, LibraryLoader, origin=location)
            spec.has_location = True
            if is_package:
                spec.submodule_search_locations = [_path_split(location)[0]]
            return spec
        for entry in sys.path if path is None else path:
            if isinstance(entry, str) and not entry.startswith('<stdlib>'):
                spec = FileFinder(entry, (SourceFileLoader, SOURCE_SUFFIXES)).find_spec(fullname)
                if spec is not None:
                    return spec
        return None

    @staticmethod
    def find_distributions(*args, **kwargs):
        return iter(())


def _get_supported_file_loaders():
    return [(SourceFileLoader, SOURCE_SUFFIXES)]
