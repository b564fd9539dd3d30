# Coroutines without a loop: await, async for, async with, asynchronous generators and comprehensions, driven by hand.
import types


def error(call):
    try:
        call()
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def run(coroutine, *answers):
    """Runs to the end; each thing that is awaited at the bottom gets the next answer."""
    asked, answers = [], list(answers)
    value = None
    while True:
        try:
            asked.append(coroutine.send(value))
        except StopIteration as stop:
            return stop.value, asked
        value = answers.pop(0) if answers else None


class Ask:
    def __init__(self, question):
        self.question = question

    def __await__(self):
        answer = yield self.question
        return answer


# === await ===
async def simple():
    return "value"


async def asks():
    a = await Ask("first")
    b = await Ask("second")
    return a, b, await simple()


print(run(simple()), run(asks(), 1, 2), type(c := simple()).__name__, c.__name__, c.cr_frame is not None, c.close())
c = asks()
print(c.send(None), c.send("A"), error(lambda: c.send("B")), error(lambda: c.send(None)))


async def nested(n):
    return n if n == 0 else n + await nested(n - 1)


print(run(nested(20)))


async def bad():
    await 5


async def twice(c):
    await c
    await c


print(error(lambda: run(bad()))[:9], "|", error(lambda: run(twice(simple()))), "|", error(lambda: iter(c)), "|", error(lambda: next(c)))

# === throwing and closing ===
log = []


async def guarded():
    try:
        await Ask("in try")
    except ValueError as e:
        log.append(f"caught {e}")
        return "recovered"
    finally:
        log.append("finally")


g = guarded()
g.send(None)
print(error(lambda: g.throw(ValueError("thrown"))), log)
g = guarded()
g.send(None)
g.close()
print(log)


# === async with and async for ===
class Manager:
    def __init__(self, swallow=False):
        self.swallow = swallow

    async def __aenter__(self):
        log.append(await Ask("enter"))
        return self

    async def __aexit__(self, kind, value, tb):
        log.append(f"exit {kind.__name__ if kind else None}")
        return self.swallow


class Numbers:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        return await Ask(self.i)


async def uses():
    async with Manager() as m, Manager():
        log.append(type(m).__name__)
    async with Manager(swallow=True):
        raise KeyError("swallowed")
    got = []
    async for x in Numbers(3):
        got.append(x)
        if x == "stop":
            break
    else:
        got.append("else")
    return got


log.clear()
print(run(uses(), "e1", "e2", "e3", "a", "b", "c"), log)
print(run(uses(), "e1", "e2", "e3", "a", "stop"))


class NotAsync:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


async def wrong_with():
    async with NotAsync():
        pass


async def wrong_for():
    async for x in [1]:
        pass


print(error(lambda: run(wrong_with())).split(":")[0], error(lambda: run(wrong_for())))


# === asynchronous generators ===
async def agen(n):
    try:
        for i in range(n):
            got = yield await Ask(f"ask {i}")
            if got:
                log.append(f"sent {got}")
    finally:
        log.append("agen finally")


async def drain():
    return [x async for x in agen(3)]


log.clear()
print(run(drain(), "x", "y", "z"), log)


async def by_hand():
    a = agen(3)
    first = await a.__anext__()
    second = await a.asend("hello")
    await a.aclose()
    try:
        await a.__anext__()
    except StopAsyncIteration:
        return first, second, type(a).__name__


log.clear()
print(run(by_hand(), 1, 2), log)


async def throws():
    a = agen(2)
    await a.__anext__()
    try:
        await a.athrow(ValueError("into"))
    except ValueError as e:
        return repr(e)


print(run(throws()))


# === comprehensions ===
async def comprehensions():
    a = [x * 2 async for x in Numbers(2)]
    b = {x: await Ask(x) async for x in Numbers(1)}
    c = [await Ask(i) for i in range(2)]
    d = {x async for x in Numbers(1) if x}
    e = (x async for x in Numbers(2))
    return a, b, c, d, [y async for y in e], type(e).__name__


print(run(comprehensions(), 1, 2, "k", "v", "c0", "c1", "d", "e1", "e2"))


# === other awaitables ===
@types.coroutine
def old_style():
    got = yield "from a generator"
    return got


class Wrong:
    def __await__(self):
        return 5


async def awaits(x):
    return await x


print(run(awaits(old_style()), "answer"), error(lambda: run(awaits(Wrong()))), "|", run(awaits(awaits(awaits(simple())))))


async def with_return():
    for i in range(3):
        async with Manager():
            if i == 1:
                return i


print(run(with_return()), aiter(Numbers(1)).n, run(awaits(anext(Numbers(1))), "n"), run(awaits(anext(Numbers(0), "default"))))


class Scheduler:
    """Round robin: what an event loop does at its heart."""

    def __init__(self):
        self.ready, self.done = [], {}

    def spawn(self, name, coroutine):
        self.ready.append((name, coroutine))

    def run(self):
        while self.ready:
            name, c = self.ready.pop(0)
            try:
                log.append((name, c.send(None)))
                self.ready.append((name, c))
            except StopIteration as stop:
                self.done[name] = stop.value
        return self.done


async def worker(n):
    for i in range(n):
        await Ask(i)
    return n


log.clear()
s = Scheduler()
for name, n in (("a", 2), ("b", 1), ("c", 3)):
    s.spawn(name, worker(n))
print(s.run(), log)
for source in ("await x", "async def f():\n yield 1\n return 5\n", "def f():\n async for x in y: pass\n", "def f():\n await x\n", "async def f():\n yield from x\n", "[x async for x in y]"):
    try:
        compile(source, "<source>", "exec")
        print("compiled")
    except SyntaxError as e:
        print(e.msg)
