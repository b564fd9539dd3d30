# H40: the programs that crash CPython (Lib/test/crashers and later finds), as re-entrancy: natives whose object changes under them.
# expect: exit 0
# expect: stdout contains contained
# expect: stdout lacks NEVER CALLED
# wall: 30s
import gc
import re
import sys

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


@case(True)
def borrowed_ref_1(name):
    # An attribute lookup removes from the class what it has just found there.
    class A:
        pass

    class B:
        def __del__(self):
            called(name)

    class Descriptor:
        def __get__(self, object, kind):
            called(name)
            remove()
            gc.collect()
            return self

        def __set__(self, object, value):
            called(name)
            remove()

    def remove():
        try:
            del A.value
        except AttributeError:
            pass

    A.value = Descriptor()
    A().value
    A.value = Descriptor()
    A().value = 5
    return True


@case(True)
def borrowed_ref_2(name):
    # super() finds an attribute whose class changes during __get__.
    class Descriptor:
        def __get__(self, object, kind):
            called(name)
            Base.attribute = 1
            C.__bases__ = (Other,)
            return kind

    class Base:
        attribute = Descriptor()

    class Other:
        attribute = Descriptor()

    class C(Base):
        def get(self):
            return super().attribute

    return isinstance(C().get(), type)


@case([b"", b"\x01\x02", 3, "refused"])
def buffer_mutate(name):
    # Buffers change while the native that took them asks for more.
    def chunks():
        chunk = bytearray(b"abc")
        for _ in range(3):
            called(name)
            yield chunk
            chunk.clear()

    def numbers():
        for number in (1, 2):
            called(name)
            data.clear()
            yield number

    class Chunk:
        def __buffer__(self, flags):
            called(name)
            data.clear()
            return memoryview(data)

    data = bytearray(b"abcdef")
    results = [b"".join(chunks()), bytes(numbers())]
    data.extend(numbers())
    data += bytes(numbers())
    with memoryview(bytearray(b"abc")) as view:
        results.append(len(bytes(it for it in view)))
    try:
        results.append(bytes(Chunk()) and "taken")
    except (TypeError, BufferError):
        results.append("refused")
    return results


@case("RecursionError", "MemoryError", "SyntaxError")
def compiler_recursion(name):
    called(name)
    found = set()
    for source in ("-" * 100_000 + "1", "(" * 100_000, "not " * 50_000 + "1", "x" + ".a" * 100_000, "x" + "[0]" * 100_000, "lambda: " * 50_000 + "1",
                   "f(" * 50_000 + ")" * 50_000, "+".join(["1"] * 100_000), "x if x else " * 50_000 + "x", "[" * 300 + "]" * 300, "a = " * 50_000 + "1",
                   "f'{" * 200 + "x" + "}'" * 200, "if x:\n" + "".join(" " * n + "if x:\n" for n in range(1, 200))):
        try:
            compile(source, "x", "exec")
        except (RecursionError, MemoryError, SyntaxError) as error:
            found.add(type(error))
    assert found
    raise found.pop()


@case(True)
def gc_inspection(name):
    # A tuple that is being filled is seen by who walks the heap.
    def items():
        called(name)
        seen = []
        if hasattr(gc, "get_objects"):
            seen = [it for it in gc.get_objects() if type(it) is tuple and len(it) > 2 and it[:1] == (marker,)]
        if hasattr(gc, "get_referrers"):
            seen += gc.get_referrers(marker)
        for it in seen:
            repr(it)[:10], hash(it) if type(it) is tuple else None
        yield marker
        gc.collect()
        yield marker

    marker = "a marker of this test"
    return tuple(items()) == (marker, marker) and len([*items()]) == 2


@case("OverflowError", "error", "PatternError", "RecursionError", None, True)
def infinite_loop_re(name):
    called(name)
    for pattern, text in ((r"((x|y+)*)*", "y" * 30), (r"(?:a*)*b", "a" * 24), (r"(?:)*?z", "z"), (r"(?:a|(?:))*?b", "aab"), (r"(?=a)*", "a"), (r"(a?){0,40}$", "a" * 20)):
        re.match(pattern, text)
    return True


@case(True)
def nasty_eq_vs_dict(name):
    class Key:
        def __init__(self):
            self.busy = False

        def __hash__(self):
            return 13

        def __eq__(self, other):
            called(name)
            if not self.busy:
                self.busy = True
                table.clear()
                table.update({n: n for n in range(20)})
                table[Key()] = 1
                self.busy = False
            return False

    done = 0
    for deed in (
        lambda: table[13], lambda: table.get(13), lambda: table.setdefault(13, 1), lambda: table.pop(13, None), lambda: 13 in table,
        lambda: table.__setitem__(13, 1), lambda: table.__delitem__(13), lambda: table.update({13: 1}), lambda: table | {13: 1},
        lambda: table == {13: 1}, lambda: {13} - {*table}, lambda: dict.fromkeys(table, 1), lambda: table.keys() & {13}, lambda: table.items() ^ {(13, 1)},
    ):
        table = {Key(): 1}
        try:
            deed()
        except (KeyError, RuntimeError):
            pass
        done += 1
    return done == 14


@case("RecursionError", "ValueError", "OverflowError")
def recursion_limit_too_high(name):
    called(name)
    try:
        sys.setrecursionlimit(1 << 30)
    except (AttributeError, ValueError, OverflowError):
        pass

    def deep(n):
        return deep(n + 1) + 1

    deep(0)


@case(True)
def bogus_code_object(name):
    called(name)
    code = (lambda x: x + 1).__code__
    for field, value in (("co_code", b"\x09\x00" * 100), ("co_code", b""), ("co_consts", ()), ("co_names", ()), ("co_varnames", ()), ("co_stacksize", 0),
                         ("co_stacksize", -1), ("co_argcount", 99), ("co_nlocals", 1 << 20), ("co_freevars", ("a",)), ("co_cellvars", ("x",)),
                         ("co_exceptiontable", b"\xff" * 9), ("co_linetable", b"\xff" * 9), ("co_flags", -1), ("co_firstlineno", -5), ("co_name", 5)):
        try:
            other = code.replace(**{field: value})
            type(deep_copy)(other, {})(1)
        except Exception:
            pass
    try:
        type(code)(0, 0, 0, 0, 0, 0, b"\x04\x71\x00\x00", (), (), (), "", "", "", 1, b"", b"")
    except Exception:
        pass
    return True


def deep_copy():
    pass


@case(9)
def bytearray_methods(name):
    class Index:
        def __index__(self):
            called(name)
            data.clear()
            return 2

    done = 0
    for deed in (
        lambda: data[Index()], lambda: data.__setitem__(Index(), 65), lambda: data.__setitem__(0, Index()), lambda: data.insert(Index(), 65),
        lambda: data.pop(Index()), lambda: data.__setitem__(slice(Index(), 5), b"xyz"), lambda: data.extend(Index() for _ in range(3)),
        lambda: data.find(b"c", Index(), 6), lambda: data.append(Index()),
    ):
        data = bytearray(b"abcdef")
        try:
            deed()
        except (IndexError, TypeError, ValueError, BufferError):
            pass
        done += 1
    return done


@case(True)
def call_iterator(name):
    # The iterator of iter(callable, sentinel) is exhausted by the comparison that it makes, and by the call.
    class Sentinel:
        def __eq__(self, other):
            called(name)
            if calls[name] < 3:
                list(it)
            return calls[name] > 5

    it = iter(lambda: 1, Sentinel())
    list(it)

    def inner():
        called(name)
        if calls[name] < 50:
            return next(other, 7)
        return 7

    other = iter(inner, 7)
    return list(other) == [] and next(other, None) is None


@case(True)
def divmod_of_big(name):
    class Number(int):
        def __divmod__(self, other):
            called(name)
            return 5

        __rdivmod__ = __floordiv__ = __mod__ = __divmod__

        def __rfloordiv__(self, other):
            called(name)
            raise ZeroDivisionError

    import datetime

    done = 0
    for deed in (lambda: divmod(10, Number(3)), lambda: divmod(Number(3), 10), lambda: 10 // Number(3), lambda: datetime.timedelta(Number(5)) // 3,
                 lambda: divmod(datetime.timedelta(1), datetime.timedelta(0)), lambda: datetime.timedelta(Number(5)) * Number(2), lambda: pow(Number(3), Number(4), Number(5)),
                 lambda: divmod(1 << 200, Number(3)), lambda: round(Number(10**30), -2), lambda: int.__divmod__(5, 0)):
        try:
            deed()
        except (ZeroDivisionError, TypeError, OverflowError):
            pass
        done += 1
    return done == 10


@case(True)
def list_iterator(name):
    class Item:
        def __eq__(self, other):
            called(name)
            items.clear()
            return False

        def __lt__(self, other):
            called(name)
            items.append(1)
            return True

    done = 0
    for deed in (lambda: items.index(5), lambda: items.count(5), lambda: items.remove(5), lambda: 5 in items, lambda: items == [Item()] * 3,
                 lambda: items < [5] * 3, lambda: items.sort(), lambda: [*zip(iter(items), items)], lambda: max(items), lambda: sorted(items)):
        items = [Item(), Item(), Item()]
        try:
            deed()
        except (ValueError, TypeError):
            pass
        done += 1
    items = [1, 2, 3]
    walk = iter(items)
    next(walk)
    items.clear()
    if hasattr(walk, "__setstate__"):
        walk.__setstate__(1 << 62)
    back = reversed(items)
    return done == 10 and list(walk) == [] and list(back) == []


@case(True)
def long_range(name):
    class Index:
        def __init__(self, value):
            self.value = value

        def __index__(self):
            called(name)
            return self.value

    big = 1 << 100
    it = iter(range(Index(0), Index(big), Index(big // 3)))
    try:
        it.__setstate__(-big)
    except (AttributeError, OverflowError):
        pass
    texts = [len([*range(-big, big, big)]), len(range(Index(5))), range(big)[Index(-1)] == big - 1, 5 in range(big)]
    try:
        len(range(big))
    except OverflowError:
        pass
    reversed(range(big)), hash(range(big)), range(big).index(5), range(big).count(5), range(0, big, big)[0:Index(1)]
    list(it)
    return texts == [2, 5, True, True]


@case(True)
def underlying_dict(name):
    class E:
        def __eq__(self, other):
            called(name)
            if type(other) is dict:
                other.clear()
            return True

        __or__ = __ror__ = __eq__
        __hash__ = None

    class C:
        kept = 1

    C.__dict__ == E(), E() == C.__dict__, C.__dict__ | E(), E() | C.__dict__
    vars(int) == E(), vars(int) | E()
    return C.kept == 1 and int.real is not None and (5).real == 5


@case(True)
def iterator_freed_in_next(name):
    class It:
        def __iter__(self):
            return self

        def __next__(self):
            called(name)
            for key in ("it", "pair"):
                holder.pop(key, None)
            gc.collect()
            if calls[name] > 20:
                raise StopIteration
            return calls[name]

    holder = {}
    for make in (lambda: zip(It(), It()), lambda: map(str, It()), lambda: filter(None, It()), lambda: enumerate(It()), lambda: iter(It())):
        holder["it"] = make()
        next(holder["it"], None)
        a, *b = [*It(), 1]
    return True


@case(True)
def string_and_format(name):
    class Text(str):
        def __format__(self, spec):
            called(name)
            things.clear()
            return "x"

        def __str__(self):
            called(name)
            things.clear()
            return "x"

    class Mapping(dict):
        def __getitem__(self, key):
            called(name)
            self.clear()
            return key

    things = {"a": Text("a"), "b": 1}
    try:
        "{a}{b}".format_map(things)
    except KeyError:
        pass
    items = [Text("a"), Text("b")]

    def grow():
        for it in items[:]:
            called(name)
            items.clear()
            yield it

    "%(a)s%(b)s" % Mapping(a=1)
    return "".join(grow()) == "ab" and "{0[a]}{0[b]}".format(Mapping(a=1)) == "ab" and "ab".translate(Mapping({97: 98})) == "ab"


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
