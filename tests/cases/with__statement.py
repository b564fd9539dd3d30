# The with statement: enter and exit, errors, suppression, several managers, and what they refuse.


def error(call):
    try:
        call()
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Manager:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        log.append(f"enter {self.name}")
        if self.fail == "enter":
            raise RuntimeError(f"enter {self.name}")
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        log.append(f"exit {self.name} {kind.__name__ if kind else None} {value} {traceback is not None}")
        if self.fail == "exit":
            raise RuntimeError(f"exit {self.name}")
        return self.swallow


def take():
    taken, log[:] = list(log), []
    return taken


log = []

# === the order of things ===
with Manager("a") as a:
    log.append(f"body {a}")
print(take())
with Manager("a") as a, Manager("b") as b:
    log.append(f"body {a}{b}")
print(take())
with (
    Manager("a") as a,
    Manager("b"),
    Manager("c") as c,
):
    log.append(f"body {a}{c}")
print(take())
with Manager("x") as (p):
    pass
with Manager("ab") as (first, second):
    log.append((first, second))
holder = {}
with Manager("k") as holder["key"]:
    pass
print(take(), holder)

# === errors ===


def raising(*managers):
    with managers[0]:
        with managers[1]:
            raise ValueError("body")


print(error(lambda: raising(Manager("a"), Manager("b"))), take())
print(error(lambda: raising(Manager("a", swallow=True), Manager("b"))), take())
print(error(lambda: raising(Manager("a"), Manager("b", swallow=True))), take())
print(error(lambda: raising(Manager("a"), Manager("b", fail="exit"))), take())
print(error(lambda: raising(Manager("a"), Manager("b", fail="enter"))), take())


def chained():
    try:
        with Manager("a", fail="exit"):
            raise ValueError("body")
    except RuntimeError as e:
        return repr(e.__context__)


print(chained(), take())


# === leaving by return, break and continue ===
def returns():
    with Manager("r"):
        return "value"


def loops():
    done = []
    for i in range(4):
        with Manager(f"l{i}"):
            if i == 0:
                continue
            if i == 2:
                break
            done.append(i)
    return done


print(returns(), take(), loops(), take())


def swallows_and_goes_on():
    with Manager("s", swallow=True):
        raise KeyError("lost")
    return "after"


print(swallows_and_goes_on(), take())


def generator():
    with Manager("g"):
        yield 1
        yield 2


print(list(generator()), take())
g = generator()
next(g)
g.close()
print(take())


# === what counts as true ===
class Truthy:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return [1]


class Falsy(Truthy):
    def __exit__(self, *args):
        return ""


def use(manager):
    with manager:
        raise ValueError("v")


print(error(lambda: use(Truthy())), error(lambda: use(Falsy())))


# === what is refused ===
class NoExit:
    def __enter__(self):
        log.append("entered")


class NoEnter:
    def __exit__(self, *args):
        pass


print(error(lambda: use(NoExit())).split(":")[0], error(lambda: use(NoEnter())).split(":")[0], error(lambda: use(5)).split(":")[0], take())
on_instance = NoEnter()
on_instance.__enter__ = lambda: None
print(error(lambda: use(on_instance)).split(":")[0])


class BadBool:
    def __bool__(self):
        raise ArithmeticError("no truth")


class BadExit(Truthy):
    def __exit__(self, *args):
        return BadBool()


print(error(lambda: use(BadExit())))


class Reenter:
    depth = 0

    def __enter__(self):
        self.depth += 1
        return self.depth

    def __exit__(self, *args):
        self.depth -= 1


r = Reenter()
with r as one, r as two:
    with r as three:
        print(one, two, three, r.depth)
print(r.depth)


def finally_and_with():
    try:
        with Manager("f"):
            raise KeyError("k")
    except KeyError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return take()


print(finally_and_with())
