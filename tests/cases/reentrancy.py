# H40: callbacks that change a native's object while the native works on it: containers, iterators and numbers.
calls = {}


def called(name):
    calls[name] = calls.get(name, 0) + 1


cases = []


def case(function):
    cases.append(function)
    return function


def run(function):
    name = function.__name__
    try:
        result = function(name)
    except Exception as error:
        result = type(error).__name__
    print(name, result, "called" if calls.get(name) else "NEVER CALLED")


@case
def borrowed_ref_1(name):
    # A lookup whose __get__ deletes the attribute it was found as.
    class Descriptor:
        def __get__(self, instance, owner):
            called(name)
            del owner.x
            return [1, 2]

    class C:
        x = Descriptor()

    first = C.x
    try:
        C.x
    except AttributeError:
        return first
    return "still there"


@case
def borrowed_ref_2(name):
    # A descriptor that goes away while it sets.
    class Descriptor:
        def __set__(self, instance, value):
            called(name)
            del C.x
            instance.__class__.y = value

    class C:
        x = Descriptor()

    c = C()
    c.x = 5
    c.x = 6
    return c.y, c.x


@case
def nasty_eq_vs_dict(name):
    # A key whose == empties and fills the dict that it is looked up in.
    class Key:
        def __init__(self, number):
            self.number = number

        def __hash__(self):
            return 13

        def __eq__(self, other):
            called(name)
            if calls[name] < 10:
                table.clear()
                for number in range(5):
                    table[number + 100] = number
            return self is other

    table = {}
    table.update({Key(0): 1})
    table[Key(1)] = 2
    kinds = sorted(type(key).__name__ for key in table)
    return kinds, Key(2) in table


@case
def dict_get_clears(name):
    class Key:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            called(name)
            table.clear()
            return True

    table = {1: "one"}
    got = table.get(Key())
    return got in ("one", None), table


@case
def dict_update_clears(name):
    class Source:
        def keys(self):
            return ["a", "b", "c"]

        def __getitem__(self, key):
            called(name)
            table.clear()
            return key

    table = {"z": 1}
    table.update(Source())
    return table


@case
def set_eq(name):
    class Item:
        def __hash__(self):
            return 5

        def __eq__(self, other):
            called(name)
            items.clear()
            return False

    items = {6}
    items.add(5)
    items.add(Item())
    items.discard(Item())
    items.add(Item())
    return len(items) < 3


@case
def set_intersection(name):
    class Item:
        def __hash__(self):
            return 5

        def __eq__(self, other):
            called(name)
            one.clear()
            other_set.clear()
            return True

    one, other_set = set(), set()
    one.update([Item()])
    other_set.update([Item(), 6])
    return len(one & other_set) <= 1, len(one)


@case
def list_remove(name):
    class Item:
        def __eq__(self, other):
            called(name)
            items.clear()
            return False

    items = [Item(), Item(), Item()]
    items.remove(7)


@case
def list_index(name):
    class Item:
        def __eq__(self, other):
            called(name)
            del items[:]
            return False

    items = [Item()] * 5
    items.index(7)


@case
def list_count_contains(name):
    class Item:
        def __eq__(self, other):
            called(name)
            items.clear()
            return False

    items = [Item()] * 5
    found = 7 in items
    items[:] = [Item()] * 5
    return found, items.count(7)


@case
def list_compare(name):
    class Item:
        def __eq__(self, other):
            called(name)
            one.clear()
            two.clear()
            return True

    one, two = [Item(), Item()], [Item(), Item()]
    return one == two


@case
def list_sort(name):
    def key(value):
        called(name)
        items.append(value)
        return -value

    items = [1, 2, 3]
    items.sort(key=key)


@case
def list_sort_lt(name):
    class Item:
        def __lt__(self, other):
            called(name)
            items.clear()
            return True

    items = [Item(), Item(), Item()]
    items.sort()
    return len(items)


@case
def list_slice_from_itself(name):
    def give():
        for number in range(3):
            called(name)
            items.clear()
            yield number

    items = [9, 8, 7]
    items[1:2] = give()
    return items


@case
def list_extend(name):
    def give():
        for number in range(3):
            called(name)
            items.clear()
            yield number

    items = [9, 8, 7]
    items.extend(give())
    return items


@case
def list_index_call(name):
    class Index:
        def __index__(self):
            called(name)
            items.clear()
            return 2

    items = [1, 2, 3]
    return items[Index()]


@case
def list_insert_pop(name):
    class Index:
        def __index__(self):
            called(name)
            items.clear()
            return 2

    items = [1, 2, 3]
    items.insert(Index(), 5)
    kept = list(items)
    items[:] = [1, 2, 3]
    try:
        items.pop(Index())
    except IndexError:
        return kept, "no such item"


@case
def list_del_slice(name):
    class Index:
        def __index__(self):
            called(name)
            items.clear()
            return 1

    items = [1, 2, 3, 4, 5, 6]
    del items[Index()::2]
    first = list(items)
    items[:] = [1, 2, 3]
    items[Index():] = [7]
    return first, items


@case
def list_repr(name):
    class Item:
        def __repr__(self):
            called(name)
            items.clear()
            return "item"

    items = [Item(), Item()]
    return repr(items)


@case
def dict_repr(name):
    class Item:
        def __repr__(self):
            called(name)
            table.clear()
            return "item"

    table = {1: Item(), 2: Item()}
    return repr(table)


@case
def tuple_join(name):
    class Source:
        def __iter__(self):
            called(name)
            items.clear()
            return iter(["a", "b"])

    items = ["z"]
    return ",".join(Source())


@case
def bytearray_mutate(name):
    class Index:
        def __index__(self):
            called(name)
            data.clear()
            return 5

    data = bytearray(b"0123456789")
    try:
        data[3] = Index()
    except IndexError:
        result = "no such byte"
    else:
        result = bytes(data)
    data[:] = b"0123456789"
    try:
        data.insert(Index(), 1)
    except IndexError:
        pass
    data[:] = b"0123456789"
    try:
        data[Index()]
    except IndexError:
        result = (result, "nor this")
    data[:] = b"0123456789"
    data.extend(number for number in Changing(name, data))
    return result, bytes(data)


class Changing:
    def __init__(self, name, data):
        self.name, self.data = name, data

    def __iter__(self):
        for number in range(3):
            called(self.name)
            self.data.clear()
            yield 65 + number


@case
def bytearray_append(name):
    class Index:
        def __index__(self):
            called(name)
            data.clear()
            return 65

    data = bytearray(b"xyz")
    data.append(Index())
    first = bytes(data)
    data[:] = b"xyzxyz"
    return first, data.find(Index()), Index() in data


@case
def bytearray_slice(name):
    class Index:
        def __index__(self):
            called(name)
            data.clear()
            return 2

    data = bytearray(b"0123456789")
    data[Index():] = b"abc"
    first = bytes(data)
    data[:] = b"0123456789"
    del data[Index()::2]
    return first, bytes(data), data * Index()


@case
def buffer_mutate(name):
    # What is exported cannot be resized; what it is joined with can try.
    class Item:
        def __index__(self):
            called(name)
            try:
                data.extend(b"x" * 1000)
            except BufferError:
                return 66
            return 67

    data = bytearray(b"abc")
    view = memoryview(data)
    view[0] = Item()
    view.release()
    data.extend(b"!")
    return bytes(data)


@case
def calliter(name):
    # iter(callable, sentinel) whose callable exhausts the iterator itself.
    def function():
        called(name)
        if calls[name] == 1:
            return len(list(iterator))
        return stop if calls[name] > 3 else 1

    stop = object()
    iterator = iter(function, stop)
    return next(iterator), next(iterator, "exhausted")


@case
def calliter_eq(name):
    class Sentinel:
        def __eq__(self, other):
            called(name)
            if calls[name] < 3:
                next(iterator, None)
            return True

    iterator = iter(lambda: 1, Sentinel())
    return list(iterator), next(iterator, "exhausted")


@case
def iter_sequence(name):
    # A sequence whose __getitem__ exhausts the iterator that asks for it.
    class Sequence:
        def __getitem__(self, index):
            called(name)
            if calls[name] == 1:
                return list(iterator)
            if index > 3:
                raise IndexError
            return index

    iterator = iter(Sequence())
    return next(iterator)[-1], list(iterator)


@case
def iter_reduce(name):
    # Its __length_hint__ asks an object that exhausts it.
    class Sequence:
        def __len__(self):
            called(name)
            if calls[name] == 1:
                list(iterator)
            return 5

        def __getitem__(self, index):
            if index > 2:
                raise IndexError
            return index

    import operator

    iterator = iter(Sequence())
    hint = operator.length_hint(iterator)
    return hint >= 0, list(iterator)


@case
def divmod_shapes(name):
    class Number:
        def __divmod__(self, other):
            called(name)
            return wrong

        __rdivmod__ = __divmod__

    results = []
    for wrong in (1, (1,), [1, 2], None, (1, 2, 3)):
        results.append(divmod(Number(), 2))
        results.append(divmod(2, Number()))
    return len(results)


@case
def long_range(name):
    class Index:
        def __index__(self):
            called(name)
            return 10**30

    numbers = range(Index(), Index() * 2 if hasattr(Index, "__mul__") else 10**31, Index())
    iterator = iter(numbers)
    first = next(iterator)
    reversed_one = next(reversed(numbers))

    class Equal(int):
        def __eq__(self, other):
            called(name)
            next(iterator, None)
            return True

        __hash__ = None

    return first, reversed_one, Equal(3) in numbers, numbers.count(Equal(4)), numbers.index(10**30), numbers[Index.__index__(Index()) // 10**30]


@case
def sum_and_max(name):
    class Item:
        def __radd__(self, other):
            called(name)
            items.clear()
            return 1

        def __gt__(self, other):
            items.clear()
            return True

    items = [Item(), Item(), Item()]
    total = sum(items)
    items[:] = [Item(), Item(), Item()]
    max(items)
    return total, items


for function in cases:
    run(function)
