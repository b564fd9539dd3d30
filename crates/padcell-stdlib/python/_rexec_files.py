"""The standard streams of a cell (part of rexec)."""

import Bastion

__all__ = ["FileBase", "FileWrapper", "FileDelegate", "crossing"]


class FileBase:
    """What a cell may do with a stream."""

    ok_file_methods = (
        "fileno", "flush", "isatty", "read", "readline", "readlines", "seek", "tell", "write", "writelines", "__iter__",
    )

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class FileWrapper(FileBase):
    """The methods of a file that a cell may call; the file itself is not kept."""

    def __init__(self, f):
        for name in self.ok_file_methods:
            if not name.startswith("__") and not hasattr(type(self), name) and hasattr(f, name):
                setattr(self, name, getattr(f, name))

    def close(self):
        """Flushes: the file is the supervisor's to close."""
        self.flush()


class FileDelegate(FileBase):
    """The stream that a module has under a name at the moment of each call."""

    def __init__(self, mod, name):
        self.mod = mod
        self.name = name

    def __getattr__(self, method):
        if method not in self.ok_file_methods and method != "close":
            raise AttributeError(method)
        return lambda *args: getattr(getattr(self.mod, self.name), method)(*args)


class _Stream:
    """The methods of a wrapper or delegate, as methods: a bastion gives nothing else away."""

    def __init__(self, file):
        self._file = file

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._file)


def _forwarding(name):
    def method(self, *args):
        return getattr(self._file, name)(*args)

    method.__name__ = method.__qualname__ = name
    return method


for _name in (*FileBase.ok_file_methods, "close"):
    if not _name.startswith("__"):
        setattr(_Stream, _name, _forwarding(_name))


def crossing(file):
    """The bastion by which a cell has a wrapper or delegate; the same one each time."""
    made = file.__dict__.get("_bastion")
    if made is None:
        permitted = (*file.ok_file_methods, "close")

        def permits(name):
            return name in permitted and hasattr(file, name)

        made = Bastion.Bastion(_Stream(file), permits, "stream", specials=("__iter__", "__next__"))
        file._bastion = made
    return made
