# Closures: free variables, nonlocal and global, loops, classes, and names that are not bound.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === counters ===
def counter(start=0):
    n = start

    def bump(by=1):
        nonlocal n
        n += by
        return n

    def peek():
        return n

    return bump, peek


bump, peek = counter(10)
other, _ = counter()
print(bump(), bump(5), peek(), other(), peek(), len(bump.__closure__), bump.__code__.co_freevars, counter.__code__.co_cellvars)

# === one variable for all rounds of a loop ===
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])
functions = []
for k in range(3):
    functions.append(lambda: k)
print([f() for f in functions])


def in_function():
    made = []
    for k in range(3):

        def f():
            return k

        made.append(f)
    k = "changed"
    return [f() for f in made]


print(in_function())

# === many levels ===


def one(a):
    def two(b):
        def three(c):
            nonlocal a
            a += 1
            return a, b, c

        return three

    return two


f = one(1)(2)
print(f(3), f(4), one("x")("y").__code__.co_freevars)


def skip():
    x = "outer"

    def middle():
        def inner():
            return x

        return inner()

    return middle()


print(skip())

# === global ===
g = 1


def set_global():
    global g, new_global
    g = 2
    new_global = "made"


set_global()
print(g, new_global)


def shadow():
    g = "local"

    def inner():
        global g
        return g

    return g, inner()


print(shadow())


def deleted():
    global temporary
    temporary = 1
    del temporary
    return error(lambda: temporary)


print(deleted())

# === names that are not bound ===


def too_early():
    print(later)
    later = 1


def free_too_early():
    def inner():
        return later

    result = error(inner)
    later = 1
    return result


def removed():
    x = 1
    del x
    return x


def removed_free():
    x = 1

    def inner():
        return x

    del x
    return inner()


def maybe(flag):
    if flag:
        x = 1
    return x


for call in (too_early, free_too_early, removed, removed_free, lambda: maybe(False), lambda: undefined_name):
    print(error(call))
print(free_too_early(), maybe(True))


def gone_after_except():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    return e


print(error(gone_after_except))

# === classes have no closure of their own ===


def with_class():
    x = "function"

    class C:
        y = x
        x = "class"
        z = [x for _ in range(1)]

        def method(self):
            return x

    return C.y if hasattr(C, "y") else None


def with_class_free():
    x = "function"

    class C:
        y = x

        def method(self):
            return x

    return C.y, C().method()


print(error(with_class), with_class_free())


class Outer:
    attribute = 1

    def method(self):
        return error(lambda: attribute)

    made = [attribute + k for k in range(1)] if False else "skipped"


print(Outer().method(), Outer.made)


def nonlocal_in_class():
    x = 1

    class C:
        nonlocal x
        x = 2

    return x, hasattr(C, "x")


print(nonlocal_in_class())

# === arguments that are captured ===


def capture(a, *args, b=1, **kwargs):
    return lambda: (a, args, b, kwargs)


print(capture(1, 2, b=3, c=4)())


def recursion():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    return fact(10)


print(recursion())


def pair():
    value = None

    def get():
        return value

    def put(new):
        nonlocal value
        value = new

    return get, put


get, put = pair()
put([1])
get().append(2)
print(get(), (lambda x: lambda y: lambda z: (x, y, z))(1)(2)(3))


def cells():
    def f():
        return a

    a = 5
    return f


f = cells()
f.__closure__[0].cell_contents = 6
print(f(), f.__closure__[0].cell_contents)

# === locals ===


def show_locals(a, b=2):
    c = a + b
    return sorted(locals().items())


print(show_locals(1), show_locals("a", "b"))

# === wrong declarations ===
for source in ("def f():\n x = 1\n global x\n", "def f():\n nonlocal x\n", "nonlocal x\n", "def f(x):\n global x\n", "def f():\n print(x)\n global x\n"):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
