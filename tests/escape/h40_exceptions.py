# H40: callbacks that change a native's object while the native works on it: exceptions, groups and generators.
# expect: exit 0
# expect: stdout contains contained
# expect: stdout lacks NEVER CALLED
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
def os_error(name):
    class Arguments(OSError):
        def __new__(cls, *args):
            called(name)
            self = OSError.__new__(cls, *args)
            self.args = 5 if not args else (1, 2, 3, 4, 5, 6)
            return self

        def __init__(self, *args):
            called(name)
            self.args = ()
            self.errno = self.filename = self
            del self.strerror

    results = []
    for args in ((), (1,), (2, "x"), (2, "x", "f"), (2, "x", "f", None, "g"), ("a", "b", "c", "d", "e", "f")):
        try:
            error = Arguments(*args)
            str(error), repr(error), error.__reduce__() if hasattr(error, "__reduce__") else 0
        except (TypeError, AttributeError, RecursionError) as error:
            results.append("refused")
        else:
            results.append("done")
    return len(results)


@case((True, ''))
def os_error_str(name):
    class Text:
        def __str__(self):
            called(name)
            error.errno = error.strerror = error.filename = None
            error.args = ()
            return "text"

        __repr__ = __str__

    error = OSError(Text(), Text(), Text())
    return "text" in str(error), str(error)


@case(True)
def except_star(name):
    class Lying(ExceptionGroup):
        def split(self, condition):
            called(name)
            return wrong

        def derive(self, parts):
            called(name)
            return wrong

    results = []
    for wrong in (5, (), (1,), (1, 2), (1, 2, 3), (None, None), None, (ValueError(1), ValueError(2)), [None, None]):
        try:
            try:
                raise Lying("group", [ValueError(1), KeyError(2)])
            except* ValueError as caught:
                results.append(isinstance(caught, BaseExceptionGroup))
        except BaseException as error:
            results.append(isinstance(error, (TypeError, BaseExceptionGroup)))
    return all(results)


@case(True)
def except_star_kinds(name):
    class Meta(type):
        def __instancecheck__(cls, instance):
            called(name)
            return True

        def __subclasscheck__(cls, other):
            called(name)
            return True

    class Kind(Exception, metaclass=Meta):
        pass

    isinstance(1, Kind)
    try:
        try:
            raise ExceptionGroup("group", [ValueError(1)])
        except* Kind:
            caught = "caught"
    except ExceptionGroup:
        caught = "not caught"
    return caught in ("caught", "not caught")


@case('refused or one')
def group_of_changing(name):
    class Parts(list):
        def __iter__(self):
            called(name)
            self.clear()
            return list.__iter__(self)

        def __len__(self):
            called(name)
            return 5

    parts = Parts([ValueError(1)])
    try:
        group = ExceptionGroup("g", parts)
    except (ValueError, TypeError):
        return "refused or one"
    len(parts)
    return "refused or one" if len(group.exceptions) <= 1 else "many"


@case(True)
def exception_context(name):
    class Error(Exception):
        def __init__(self, *args):
            called(name)
            if calls[name] < 5:
                try:
                    raise Error()
                except Error as inner:
                    self.__context__ = inner
                    inner.__context__ = self

        def __str__(self):
            raise self

    import traceback

    try:
        raise Error() from Error()
    except Error as error:
        return "Error" in "".join(traceback.format_exception(error))


@case('ValueError')
def generator_reenters(name):
    def give():
        called(name)
        for value in generator:
            yield value

    generator = give()
    next(generator)


@case('ValueError')
def generator_closes_itself(name):
    class Closing:
        def __iter__(self):
            called(name)
            generator.close()

    def give():
        yield from Closing()

    generator = give()
    next(generator)


@case(1)
def generator_clears_its_list(name):
    def give():
        try:
            yield 1
        finally:
            called(name)
            generators.clear()
            kept.append(1)

    kept, generators = [], []
    generators.append(give())
    next(generators[0])
    generators[0].close()
    return len(kept)


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
