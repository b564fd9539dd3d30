# H40: callbacks that change a native's object while the native works on it: collections, heaps, json and patterns.
# expect: exit 0
# expect: stdout contains contained
# expect: stdout lacks NEVER CALLED
import collections
import weakref

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


@case((5, []))
def ordered_dict_copy(name):
    class Own(collections.OrderedDict):
        def __getitem__(self, key):
            called(name)
            collections.OrderedDict.clear(self)
            return "got"

        def __iter__(self):
            called(name)
            return collections.OrderedDict.__iter__(self)

    results = []
    for deed in (lambda: own.copy(), lambda: collections.OrderedDict(own), lambda: own == {"a": 1}, lambda: dict(own), lambda: list(own.items())):
        own = Own(a=1, b=2, c=3)
        try:
            deed()
        except (RuntimeError, KeyError):
            results.append("refused")
        else:
            results.append("done")
    own = Own(a=1)
    own["a"]
    return len(results), list(own)


@case(True)
def ordered_dict_eq(name):
    class Value:
        def __eq__(self, other):
            called(name)
            one.clear()
            two.clear()
            return True

    one = collections.OrderedDict(a=Value(), b=Value())
    two = collections.OrderedDict(a=Value(), b=Value())
    try:
        return type(one == two) is bool
    except RuntimeError:
        return True


@case(True)
def ordered_dict_move(name):
    class Key:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            called(name)
            if calls[name] < 4:
                table.clear()
            return True

    table = collections.OrderedDict()
    table[Key()] = 1
    try:
        table.move_to_end(Key())
    except KeyError:
        pass
    table[Key()] = 1
    return table.pop(Key(), "none") in (1, "none")


@case(['refused', 'refused', 'refused', 'refused', 'done', 'done', 'done', 'done', 'done', 'refused'])
def deque(name):
    class Item:
        def __eq__(self, other):
            called(name)
            items.clear()
            return False

        def __repr__(self):
            called(name)
            try:
                items.append(1)
            except RuntimeError:
                pass
            return "item"

    results = []
    for deed in (
        lambda: items.index(7), lambda: items.remove(7), lambda: items.count(7), lambda: 7 in items,
        lambda: items == collections.deque([7, 7]), lambda: items.extend(map(lambda it: items.clear(), [1, 2])), lambda: items.copy(),
        lambda: items.insert(Number(1, items), 5), lambda: items.rotate(Number(1, items)), lambda: items[Number(1, items)],
    ):
        items = collections.deque([Item(), Item()])
        try:
            deed()
        except (ValueError, RuntimeError, IndexError):
            results.append("refused")
        else:
            results.append("done")
    return results


class Number:
    def __init__(self, value, items):
        self.value, self.items = value, items

    def __index__(self):
        self.items.clear()
        return self.value


@case(True)
def deque_repr(name):
    class Item:
        def __repr__(self):
            called(name)
            if calls[name] < 20:
                items.append(Item())
            return "item"

    items = collections.deque([Item(), Item()])
    try:
        return "item" in repr(items)
    except RuntimeError:
        return True


@case((1, {'x': 1}))
def default_dict(name):
    def factory():
        called(name)
        table.default_factory = None
        table.clear()
        return 1

    table = collections.defaultdict(factory, a=1)
    return table["x"], dict(table)


@case(True)
def default_dict_repr(name):
    class Factory:
        def __repr__(self):
            called(name)
            return repr(table) if calls[name] < 5 else "factory"

        def __call__(self):
            return 1

    table = collections.defaultdict(Factory())
    return "..." in repr(table) or "factory" in repr(table)


@case(True)
def counter(name):
    class Key:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            called(name)
            counted.clear()
            return True

    counted = collections.Counter()
    counted.update([Key(), Key(), Key()])
    return len(counted) <= 1


@case(4)
def heap(name):
    import heapq

    class Item:
        def __lt__(self, other):
            called(name)
            items.clear()
            return True

    results = []
    for deed in (lambda: heapq.heappush(items, Item()), lambda: heapq.heappop(items), lambda: heapq.heapify(items), lambda: heapq.heapreplace(items, Item())):
        items = [Item() for _ in range(5)]
        try:
            deed()
        except (IndexError, RuntimeError):
            results.append("refused")
        else:
            results.append("done")
    return len(results)


@case('refused')
def bisect(name):
    import bisect

    class Item:
        def __lt__(self, other):
            called(name)
            items.clear()
            return True

    items = [Item() for _ in range(9)]
    try:
        bisect.insort(items, Item())
    except IndexError:
        return "refused"
    return len(items)


@case('text')
def json_encode(name):
    import json

    class Item:
        pass

    def default(it):
        called(name)
        data.clear()
        table.clear()
        return 1

    data = [Item(), Item(), Item()]
    table = {"a": Item(), "b": Item(), "c": data}
    try:
        text = json.dumps([table, data], default=default)
    except RuntimeError:
        return "text"
    return type(text) is str and "text"


@case([[], []])
def json_decode(name):
    import json

    def hook(pairs):
        called(name)
        pairs.clear()
        return pairs

    return json.loads('[{"a": {"b": 1}}, {"c": 2}]', object_pairs_hook=hook)


@case(('bxnxnx', True))
def regular_expression(name):
    import re

    class Text(str):
        def __getitem__(self, index):
            called(name)
            return 5

        def __len__(self):
            called(name)
            return 10**9

    def replace(match):
        called(name)
        data.clear() if isinstance(data, bytearray) else None
        return "x"

    data = "aaa"
    first = re.sub("a", replace, Text("banana"))
    data = bytearray(b"banana")

    def replace_bytes(match):
        called(name)
        try:
            data.clear()
        except BufferError:
            return b"y"
        return b"z"

    second = bytes(re.sub(b"a", replace_bytes, data))
    return first, len(second) <= 6


@case(True)
def weak_dictionaries(name):
    class Key:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            called(name)
            keys.clear()
            return False

    keys = [Key(), Key()]
    table = weakref.WeakKeyDictionary()
    for key in list(keys):
        table[key] = 1
    del key
    first = Key()
    table.get(first)
    return len(list(table.items())) >= 0


@case([1])
def copy_protocols(name):
    import copy

    class Node:
        def __deepcopy__(self, memo):
            called(name)
            memo.clear()
            data.clear()
            return 1

    data = [Node(), Node(), [Node()]]
    return copy.deepcopy(data)


@case((1, 2, [1], 2, (2, 0), [1, 2], [1, 2]))
def zip_strict_and_unpack(name):
    class Source:
        def __iter__(self):
            called(name)
            items.clear()
            return iter([1, 2])

        def __length_hint__(self):
            called(name)
            items.clear()
            return 10**6

    items = [1, 2, 3]
    a, b = Source()
    (*rest, last) = Source()

    def function(*args, **kwargs):
        return len(args), len(kwargs)

    return a, b, rest, last, function(*items, *Source()), [*Source(), *items], list(Source())


@case(True)
def comparison_of_ranges_and_slices(name):
    class Item:
        def __eq__(self, other):
            called(name)
            return slice(self, self) == slice(other, other) if calls[name] < 9 else True

    return slice(Item(), 1) == slice(Item(), 1)


@case(True)
def isinstance_tuple(name):
    class Meta(type):
        def __instancecheck__(cls, instance):
            called(name)
            kinds.clear()
            return isinstance(instance, cls) if calls[name] < 5 else False

    class Kind(metaclass=Meta):
        pass

    kinds = [Kind, Kind]
    return isinstance(5, (Kind, (Kind, int)))


@case((False, False))
def abc_register(name):
    import abc

    class Base(abc.ABC):
        @classmethod
        def __subclasshook__(cls, other):
            called(name)
            if calls[name] < 5:
                Base.register(type("Other", (), {}))
                return issubclass(other, Base)
            return NotImplemented

    return issubclass(int, Base), isinstance(5, Base)


@case('gone')
def property_deletes(name):
    class C:
        @property
        def x(self):
            called(name)
            del C.x
            return getattr(self, "x", "gone")

    return C().x


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
