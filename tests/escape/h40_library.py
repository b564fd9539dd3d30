# H40: callbacks that change a native's object while the native works on it: functools, itertools and decimal.
# expect: exit 0
# expect: stdout contains contained
# expect: stdout lacks NEVER CALLED
import functools
import itertools

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


@case((7, '0.125'))
def decimal_context(name):
    import decimal

    class Traps(dict):
        def __getitem__(self, key):
            called(name)
            decimal.setcontext(decimal.Context(prec=3))
            return True

        def __iter__(self):
            called(name)
            return iter([])

    class Number(int):
        def __index__(self):
            called(name)
            context.prec = 2
            return 5

        __int__ = __index__

    results = []
    before = decimal.getcontext()
    context = decimal.Context(prec=9)
    for attack in (
        lambda: setattr(context, "prec", Number(4)),
        lambda: setattr(context, "traps", Traps()),
        lambda: decimal.Context(traps=Traps()),
        lambda: delattr(context, "prec"),
        lambda: context.__init__(prec="x"),
        lambda: context.flags.clear(),
        lambda: context.divide(Number(4), 2),
    ):
        try:
            attack()
        except (TypeError, KeyError, ValueError, AttributeError, decimal.DecimalException):
            results.append("refused")
        else:
            results.append("done")
    Traps()[1]
    decimal.setcontext(before)
    return len(results), str(decimal.Decimal(1) / 8)


@case(10)
def partial_setstate(name):
    class Args(tuple):
        def __iter__(self):
            called(name)
            made.__setstate__((print, (), {}, None))
            return iter((1, 2))

    class Keywords(dict):
        def __iter__(self):
            called(name)
            return dict.__iter__(self)

        def keys(self):
            called(name)
            return dict.keys(self)

        def copy(self):
            called(name)
            return 5

    made = functools.partial(int)
    results = []
    for state in (
        (int, (), {}, None), (int, Args(), Keywords(), None), (int, (), None, {}), (5, (), {}, {}), (int, [], {}, {}),
        (int, (), {1: 2}, None), 5, (), (made, (), {}, None), (int, ("7",), Keywords(base=8), {"x": made}),
    ):
        try:
            made.__setstate__(state)
            results.append(made())
        except Exception as error:
            results.append(type(error).__name__)
    list(Args())
    repr(made)
    return len(results)


@case(4)
def partial_repr(name):
    class Item:
        def __repr__(self):
            called(name)
            try:
                made.__setstate__((print, (), {}, None))
            except AttributeError:
                pass
            return "item"

    made = functools.partial(int, Item(), Item(), x=Item(), y=Item())
    text = repr(made)
    return text.count("item")


@case('RecursionError')
def partial_calls_itself(name):
    def function(*args):
        called(name)
        return made(*args)

    made = functools.partial(function)
    made()


@case(2)
def lru_cache(name):
    class Key:
        def __hash__(self):
            return 3

        def __eq__(self, other):
            called(name)
            function.cache_clear()
            if calls[name] < 5:
                function(Key())
            return False

    @functools.lru_cache(maxsize=2)
    def function(key):
        return 1

    for _ in range(10):
        function(Key())
    return function.cache_info().maxsize


@case(None)
def cmp_to_key(name):
    def compare(a, b):
        called(name)
        items.clear()
        return a - b

    items = [3, 2, 1]
    items.sort(key=functools.cmp_to_key(compare))


@case((True, 'exhausted'))
def accumulate(name):
    def function(a, b):
        called(name)
        if calls[name] < 3:
            next(iterator, None)
        return a + b

    iterator = itertools.accumulate([1, 2, 3, 4, 5, 6], function)
    return type(list(iterator)) is list, next(iterator, "exhausted")


@case('Number')
def count(name):
    class Number:
        def __init__(self, value):
            self.value = value

        def __add__(self, other):
            called(name)
            if calls[name] == 1:
                next(iterator)
            return Number(self.value + 1)

        __radd__ = __add__

        def __index__(self):
            return self.value

    iterator = itertools.count(Number(0), Number(1))
    next(iterator), next(iterator)
    return type(next(iterator)).__name__


@case('count(number, number)')
def count_repr(name):
    class Number(int):
        def __repr__(self):
            called(name)
            next(iterator)
            return "number"

        def __add__(self, other):
            return Number(int(self) + 1)

    iterator = itertools.count(Number(1), Number(2))
    return repr(iterator)


@case((True, 'exhausted'))
def groupby(name):
    class Key:
        def __eq__(self, other):
            called(name)
            if calls[name] < 5:
                next(grouped, None)
            return False

    grouped = itertools.groupby([1, 2, 3, 4, 5], lambda it: Key())
    groups = [list(group) for key, group in grouped]
    return type(groups) is list, next(grouped, "exhausted")


@case(True)
def groupby_group(name):
    class Key:
        def __eq__(self, other):
            called(name)
            if calls[name] < 5:
                list(group)
                next(grouped, None)
            return True

    grouped = itertools.groupby(range(6), lambda it: Key())
    key, group = next(grouped)
    return type(list(group)) is list


@case('RuntimeError')
def tee(name):
    class Source:
        def __iter__(self):
            return self

        def __next__(self):
            called(name)
            if calls[name] == 1:
                next(two, None)
            if calls[name] > 4:
                raise StopIteration
            return calls[name]

    one, two = itertools.tee(Source())
    next(one)


@case(15)
def other_iterators(name):
    class Source:
        def __iter__(self):
            return self

        def __next__(self):
            called(name)
            if current and not busy:
                busy.append(1)
                next(current[0], None)
            if calls[name] % 7 == 0:
                raise StopIteration
            return 1

    lengths = []
    for make in (
        lambda it: zip(it, it), lambda it: map(abs, it), lambda it: filter(None, it), enumerate, itertools.chain,
        lambda it: itertools.chain.from_iterable([it, it]), itertools.cycle, lambda it: itertools.islice(it, 5),
        itertools.pairwise, lambda it: itertools.zip_longest(it, it), lambda it: itertools.takewhile(bool, it),
        lambda it: itertools.dropwhile(bool, it), lambda it: itertools.compress(it, it), lambda it: itertools.starmap(max, it),
        lambda it: itertools.filterfalse(bool, it),
    ):
        busy = []
        current = []
        current.append(make(Source()))
        try:
            lengths.append(len(list(itertools.islice(current[0], 10))))
        except (TypeError, ValueError, RuntimeError, RecursionError):
            lengths.append(0)
    return len(lengths)


@case([0, 2, 1])
def product_and_permutations(name):
    class Pool:
        def __iter__(self):
            called(name)
            items.clear()
            return iter([1, 2])

    items = [1, 2, 3]
    return [len(list(make)) for make in (itertools.product(Pool(), items, Pool()), itertools.permutations(Pool()), itertools.combinations(Pool(), 2))]


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
