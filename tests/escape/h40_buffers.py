# H40: callbacks that change a native's object while the native works on it: views, streams and what is seen through a proxy.
# expect: exit 0
# expect: stdout contains contained
# expect: stdout lacks NEVER CALLED
import io
import types

calls = {}
cases = []


def called(name):
    calls[name] = calls.get(name, 0) + 1


def case(*expected):
    """The function is to return one of these, or to raise an exception whose name is one of them."""

    def note(function):
        cases.append((function, expected))
        return function

    return note


@case(6)
def generic_alias(name):
    class Parameter:
        def __getattr__(self, attribute):
            if attribute not in ("__parameters__", "__typing_subst__", "__qualname__", "__origin__"):
                raise AttributeError(attribute)
            called(name)
            parameters.clear()
            if attribute == "__parameters__":
                return (Parameter(),) if calls[name] < 5 else ()
            if attribute == "__qualname__":
                raise AttributeError
            return lambda *args: args

        def __repr__(self):
            called(name)
            parameters.clear()
            return "parameter"

    parameters = [Parameter(), Parameter()]
    results = []
    for deed in (
        lambda: repr(types.GenericAlias(list, (parameters, parameters, Parameter()))),
        lambda: types.GenericAlias(list, (Parameter(), Parameter()))[int],
        lambda: types.GenericAlias(list, (Parameter(),)).__parameters__,
        lambda: types.GenericAlias(Parameter(), ([Parameter()],))[int, str],
        lambda: list[Parameter()] == list[Parameter()],
        lambda: hash(types.GenericAlias(list, (parameters,))),
    ):
        try:
            deed()
        except (TypeError, AttributeError):
            results.append("refused")
        else:
            results.append("done")
    return len(results)


@case(5)
def bytes_io(name):
    class Index:
        def __index__(self):
            called(name)
            stream.close()
            return 2

    results = []
    for deed in (
        lambda: stream.read(Index()), lambda: stream.seek(Index()), lambda: stream.truncate(Index()),
        lambda: stream.readline(Index()), lambda: stream.readlines(Index()),
    ):
        stream = io.BytesIO(b"abc\ndef\n")
        try:
            results.append(deed())
        except ValueError:
            results.append("closed")
    return len(results)


@case('ValueError')
def bytes_io_lines(name):
    class Lines:
        def __iter__(self):
            called(name)
            yield b"one"
            stream.truncate(0)
            stream.seek(0)
            yield b"two"
            stream.close()
            yield b"three"

    stream = io.BytesIO(b"abc")
    stream.writelines(Lines())


@case(b'abA')
def bytes_io_buffer(name):
    class Item:
        def __index__(self):
            called(name)
            try:
                stream.write(b"x" * 1000)
                stream.truncate(0)
            except BufferError:
                return 65
            return 66

    stream = io.BytesIO(b"abc")
    with stream.getbuffer() as view:
        view[2] = Item()
    return stream.getvalue()


@case('ValueError')
def string_io(name):
    class Index:
        def __index__(self):
            called(name)
            stream.close()
            return 2

    stream = io.StringIO("abcdef")
    stream.read(Index())


@case((b'ab', 'refused'))
def raw_io(name):
    class Raw(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, target):
            called(name)
            held.append(target)
            if calls[name] == 2:
                stream.close()
            target[:3] = b"abc"
            return 10**6 if calls[name] == 3 else 3

    held = []
    stream = io.BufferedReader(Raw(), 8)
    first = stream.read(2)
    try:
        stream.read(5)
        stream.read(50)
    except (ValueError, OSError):
        return first, "refused"


@case(('x', 1, ['a', 'b'], True, True, 5, True, 7, {'a': 'a', 'b': 'b'}))
def mappingproxy(name):
    class Mapping:
        def __init__(self, data):
            self.data = data

        def __getitem__(self, key):
            called(name)
            self.data.clear()
            return key

        def __len__(self):
            called(name)
            return len(view) if calls[name] < 5 else 1

        def __iter__(self):
            called(name)
            self.data.clear()
            return iter("ab")

        def __contains__(self, key):
            called(name)
            return key in view if calls[name] < 9 else True

        def keys(self):
            called(name)
            return self

        def get(self, key, default=None):
            called(name)
            return view

        def copy(self):
            called(name)
            return 5

        def __eq__(self, other):
            called(name)
            return True

        def __or__(self, other):
            called(name)
            return 7

    data = {"a": 1}
    view = types.MappingProxyType(Mapping(data))
    return view["x"], len(view), list(view), "q" in view, view.get("x") is view, view.copy(), view == 3, view | {}, dict(view)


@case((True, 'released'))
def memoryview_compare(name):
    class Float(float):
        pass

    class Item:
        def __eq__(self, other):
            called(name)
            view.release()
            return True

        def __index__(self):
            called(name)
            view.release()
            return 0

    data = bytearray(b"abcdef")
    view = memoryview(data)
    equal = view == Item()
    try:
        view[0]
    except ValueError:
        return equal, "released"


@case(7)
def memoryview_subscript(name):
    class Index:
        def __index__(self):
            called(name)
            view.release()
            data.clear()
            return 3

    results = []
    for deed in (
        lambda: view[Index()], lambda: view[Index():], lambda: view.__setitem__(Index(), 1), lambda: view.__setitem__(0, Index()),
        lambda: view.__setitem__(slice(Index(), 5), b"xy"), lambda: view.cast("B", [Index()]), lambda: view[Index(), 0],
    ):
        data = bytearray(b"abcdef")
        view = memoryview(data)
        try:
            deed()
        except (ValueError, TypeError, NotImplementedError, BufferError):
            results.append("refused")
        else:
            results.append("done")
    return len(results)


@case((True, True))
def simple_namespace(name):
    class Item:
        def __repr__(self):
            called(name)
            space.__dict__.clear() if hasattr(space, "__dict__") else [delattr(space, it) for it in ("b", "c") if hasattr(space, it)]
            space.more = 1
            return "item"

        def __eq__(self, other):
            called(name)
            for it in ("a", "b", "c"):
                if hasattr(space, it):
                    delattr(space, it)
            return True

    space = types.SimpleNamespace(a=Item(), b=Item(), c=Item())
    text = repr(space)
    space = types.SimpleNamespace(a=Item(), b=Item(), c=Item())
    other = types.SimpleNamespace(a=Item(), b=Item(), c=Item())
    return text.startswith("namespace(a=item"), type(space == other) is bool


@case([1, 1])
def simple_namespace_keys(name):
    class Key(str):
        def __hash__(self):
            called(name)
            return str.__hash__(self)

        def __eq__(self, other):
            called(name)
            return str.__eq__(self, other)

    results = []
    for keywords in ({Key("a"): 1}, {Key("a"): 1, "b": 2}):
        space = types.SimpleNamespace(**keywords)
        results.append(space.a)
    try:
        types.SimpleNamespace(**{1: 2})
    except TypeError:
        return results


@case('fine', 'BufferError')
def struct_pack(name):
    import struct

    class Index:
        def __index__(self):
            called(name)
            try:
                data.clear()
            except BufferError:
                return 1
            return 1

    data = bytearray(8)
    try:
        struct.pack_into("<II", data, 0, Index(), Index())
    except struct.error:
        return "fine"
    return "fine"


good = 0
for function, expected in cases:
    name = function.__name__
    try:
        result = function(name)
    except Exception as error:
        result = type(error).__name__
    if result not in expected:
        print("WRONG", name, repr(result))
    elif not calls.get(name):
        print("NEVER CALLED", name)
    else:
        good += 1
print("contained" if good == len(cases) else "ESCAPED")
