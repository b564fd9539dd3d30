# A suspended generator that nobody holds is closed when it is collected: finally and with are run, except GeneratorExit too.
import gc
import sys


def clean():
    """Leaves nothing of finished calls in the registers, and collects."""
    n0 = n1 = n2 = n3 = n4 = n5 = n6 = n7 = n8 = n9 = n10 = n11 = n12 = n13 = n14 = n15 = n16 = n17 = n18 = n19 = n20 = n21 = n22 = n23 = n24 = n25 = n26 = n27 = n28 = n29 = n30 = n31 = n32 = n33 = n34 = n35 = n36 = n37 = n38 = n39 = n40 = n41 = n42 = n43 = n44 = n45 = n46 = n47 = n48 = n49 = n50 = n51 = n52 = n53 = n54 = n55 = n56 = n57 = n58 = n59 = None
    gc.collect()


class Manager:
    def __enter__(self):
        print("enter")

    def __exit__(self, kind, value, traceback):
        print("exit", kind.__name__)


def suspended():
    try:
        yield 1
    finally:
        print("finally")


def managed():
    with Manager():
        yield 1
        yield 2


def caught():
    try:
        yield 1
    except GeneratorExit:
        print("caught")
        raise


def outer():
    try:
        yield from suspended()
    finally:
        print("outer")


def failing():
    try:
        yield 1
    finally:
        raise KeyError("nobody is told, but stderr")


def done():
    try:
        yield 1
    finally:
        print("done by itself")


def plain():
    yield 1
    print("not reached")


def hold(function, steps):
    it = function()
    for _ in range(steps):
        next(it, None)


def collect(function, steps=1):
    print(function.__name__)
    hold(function, steps)
    clean()


for function in (suspended, managed, caught, outer, plain):
    collect(function)
collect(suspended, 0)
collect(done, 2)
stderr, sys.stderr = sys.stderr, None
collect(failing)
sys.stderr = stderr

async def coroutine():
    class Wait:
        def __await__(self):
            yield

    try:
        await Wait()
    finally:
        print("coroutine closed")


def start():
    coroutine().send(None)


start()
clean()

# Many of them, in a loop that holds none.
count = 0


def counted():
    global count
    try:
        yield
    finally:
        count += 1


def many():
    for _ in range(500):
        next(counted())


many()
clean()
print(count)

# The hooks for asynchronous generators: told of the first use, and when nobody holds one that is not finished.
told = []
sys.set_asyncgen_hooks(firstiter=lambda it: told.append("first " + it.__name__), finalizer=lambda it: told.append("final " + it.__name__))


async def agen():
    yield 1
    yield 2


async def finished():
    yield 1


def drive(awaitable):
    try:
        awaitable.send(None)
    except StopIteration as stop:
        return stop.value
    except StopAsyncIteration:
        return "end"


def use(function, times):
    it = function()
    print([drive(it.__anext__()) for _ in range(times)], told)


def use_and_collect(function, times):
    use(function, times)
    clean()
    print(told)
    told.clear()


use_and_collect(agen, 1)
use_and_collect(finished, 2)


def later():
    """The hook is that of the first use."""
    it = agen()
    drive(it.__anext__())
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=None, finalizer=None)
    print(sys.get_asyncgen_hooks() == (None, None), hooks.finalizer is not None)


later()
clean()
print(told)
told.clear()


async def guarded():
    try:
        yield 1
    finally:
        print("async closed")


use_and_collect(guarded, 1)
