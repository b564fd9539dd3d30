# H40: callbacks that change a native's object while the native works on it: classes, calls, cells and what collects them.
# expect: exit 0
# expect: stdout contains contained
# expect: stdout lacks NEVER CALLED
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


@case('RecursionError')
def recursive_call(name):
    class C:
        pass

    C.__call__ = C()

    def again():
        called(name)
        C()()

    again()


@case('RecursionError')
def recursion_in_repr(name):
    class C:
        def __repr__(self):
            called(name)
            return repr([self])

    repr(C())


@case('RecursionError')
def recursion_in_eq(name):
    class C:
        def __eq__(self, other):
            called(name)
            return [self] == [other]

    C() == C()


@case('RecursionError')
def recursion_in_getattr(name):
    class C:
        def __getattribute__(self, attribute):
            called(name)
            return getattr(self, attribute)

    C().x


@case('RecursionError')
def recursion_in_hash(name):
    class C:
        def __hash__(self):
            called(name)
            return hash((self,))

    hash(C())


@case(True)
def mutation_inside_cyclegc(name):
    # Finalizers and callbacks that change the garbage that they are found in.
    import gc

    class Node:
        def __del__(self):
            called(name)
            kept.append(self)
            if hasattr(self, "other"):
                vars(self.other).clear()

    kept = []

    def make():
        one, two = Node(), Node()
        one.other, two.other = two, one
        del one, two

    def other(a=1, b=2, c=3):
        return [a, b, c]

    for _ in range(5):
        make()
        other()
    gc.collect()
    return len(kept) > 1


@case([])
def gc_in_callback(name):
    import gc

    class Node:
        pass

    def gone(reference):
        called(name)
        gc.collect()
        references.clear()

    references = []

    def make():
        node = Node()
        node.me = node
        references.extend([weakref.ref(node, gone), weakref.ref(node, gone)])
        del node

    def other(a=1, b=2, c=3):
        return [a, b, c]

    make()
    other()
    gc.collect()
    return references


@case(('end', 'end'))
def loosing_mro_ref(name):
    # Descriptors that change the bases of the class that they are being looked up in.
    class Changing:
        def __get__(self, instance, owner):
            called(name)
            X.__bases__ = (Base2,) if X.__bases__ == (Base,) else (Base,)
            return (instance or X()).other if calls[name] < 20 else "end"

    class Base:
        mykey = other = Changing()

    class Base2:
        mykey = other = Changing()

    class X(Base):
        pass

    return X.mykey, X().mykey


@case(6)
def mro(name):
    # A metaclass whose mro() returns what it should not.
    results = []
    for wrong in (lambda cls: 1, lambda cls: [], lambda cls: [1], lambda cls: [cls, cls], lambda cls: (object,), lambda cls: [int, cls]):
        class Meta(type):
            def mro(cls):
                called(name)
                return wrong(cls)

        try:
            made = Meta("C", (), {})
            made().x
        except (TypeError, AttributeError) as error:
            results.append(True)
        else:
            results.append(False)
    return len(results)


@case(True)
def mro_changes_bases(name):
    class Meta(type):
        def mro(cls):
            called(name)
            if calls[name] == 4:
                try:
                    made.__bases__ = (C,)
                except (TypeError, NameError):
                    pass
            return type.mro(cls)

    class A(metaclass=Meta):
        pass

    class B(metaclass=Meta):
        pass

    class C(metaclass=Meta):
        pass

    made = Meta("made", (A,), {})
    try:
        made.__bases__ = (B,)
    except TypeError:
        pass
    return made.__mro__[0] is made and made.__mro__[-1] is object


@case(['C', 'object'])
def mro_makes_classes(name):
    class Meta(type):
        def mro(cls):
            called(name)
            if calls[name] < 50:
                Meta("Inner", (), {})
            return type.mro(cls)

    return [it.__name__ for it in Meta("C", (), {"x": 1}).__mro__]


@case((1, 5))
def classdict(name):
    # A namespace of a class that is not a dict, and __classdictcell__ taken out of it.
    class Namespace(dict):
        def __setitem__(self, key, value):
            called(name)
            dict.__setitem__(self, key, value)
            self.pop("__classcell__", None)

        def __missing__(self, key):
            called(name)
            raise KeyError(key)

    class Meta(type):
        @classmethod
        def __prepare__(cls, *args):
            return Namespace()

        def __new__(cls, name, bases, namespace):
            for key in ("__classcell__", "__classdictcell__"):
                namespace.pop(key, None)
            return type.__new__(cls, name, bases, dict(namespace))

    class C(metaclass=Meta):
        y = 5

        def x(self):
            return 1

    return C().x(), C.y


@case('TypeError')
def classcell(name):
    class Meta(type):
        def __new__(cls, name_, bases, namespace):
            called(name)
            namespace["__classcell__"] = 5
            return type.__new__(cls, name_, bases, namespace)

    class C(metaclass=Meta):
        def x(self):
            return __class__

    return C


@case((False, 3))
def set_name_writes(name):
    class Item:
        def __set_name__(self, owner, attribute):
            called(name)
            for number in range(20):
                setattr(owner, f"more{number}", Item())
            if hasattr(owner, "b"):
                del owner.b

    class C:
        a = Item()
        b = Item()
        c = Item()

    return hasattr(C, "b"), calls[name]


@case((True, None))
def cell_contents(name):
    # A cell whose comparison empties the cells.
    def outer():
        class Item:
            def __lt__(self, other):
                called(name)
                nonlocal value
                value = None
                return True

        value = Item()

        def inner():
            return value < value, value

        return inner

    return outer()()


@case('NameError')
def unbound_while_read(name):
    def outer():
        class Item:
            def __add__(self, other):
                called(name)
                nonlocal value
                del value
                return 1

        value = Item()

        def inner():
            nonlocal value
            result = value + 1
            return result, value

        return inner()

    return outer()


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
