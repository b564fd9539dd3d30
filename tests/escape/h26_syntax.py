# H26: syntax that reads and writes attributes where a guard on the text would not look.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
def f(): pass

def attempt(source):
    try:
        exec(source, {"f": f, "got": got})
    except (AttributeError, TypeError, ValueError, NameError, RuntimeError):
        return
    if got:
        print("ESCAPED", source, got)
        got.clear()

got = []
for source in [
    "@f.__globals__.get\ndef g(): pass",
    "def g(x=f.__globals__): pass\ngot.append(g)",
    "def g(x: f.__globals__): pass\ngot.append(g.__annotations__)",
    "class K(metaclass=f.__code__): pass",
    "class K(*[f.__globals__]): pass",
    "class K[T: f.__globals__]: pass\ngot.append(K.__type_params__[0].__bound__)",
    "type A = f.__globals__\ngot.append(A.__value__)",
    "x: f.__globals__ = 1\ngot.append(__annotations__)",
    "got.append([g for g in [f.__globals__]])",
    "got.append(f'{f.__globals__}')",
    "got.append(f'{f.__code__!r:>{f.__defaults__}}')",
    "got.append(t'{f.__globals__}')",
    "got.append((g := f.__globals__))",
    "got.append({**f.__globals__})",
    "got.append([*f.__globals__])",
    "(f.__defaults__, *rest) = 1, 2\ngot.append(1)",
    "[f.__defaults__] = [1]\ngot.append(1)",
    "for f.__code__ in [1]: got.append(1)",
    "got.append([1 for f.__code__ in [1]])",
    "import sys as f.__code__",
    "f.__defaults__: int = 5\ngot.append(1)",
    "del f.__defaults__\ngot.append(1)",
    "lambda: (yield f.__globals__)\ngot.append(next((lambda: (yield f.__globals__))()))",
    "got.append(f.__globals__ if 1 else 0)",
    "assert not f.__globals__",
    "raise ValueError(f.__globals__)",
    "return_ = f.__globals__; got.append(return_)",
    "match 1:\n case f.__code__: got.append(1)\n case _: pass",
    "match f:\n case object(__code__=c): got.append(c)",
    "global f; f.__code__ = 1; got.append(1)",
    "async def g():\n async for f.__code__ in f: pass\ntry: g().send(None)\nexcept StopIteration: pass",
]:
    try:
        compile(source, "x", "exec")
    except SyntaxError:
        continue
    attempt(source)

class Lying(ExceptionGroup):
    def __new__(cls, result, *rest): return super().__new__(cls, "m", [ValueError(1)])
    def __init__(self, result, *rest): self.result = result
    def split(self, *args): return self.result
    def derive(self, parts): return self.result

for result in [5, (1,), (f, f), None, (None, None, None), [], (ValueError(2), ValueError(3))]:
    try:
        try:
            raise Lying(result)
        except* ValueError as e:
            if not isinstance(e, BaseExceptionGroup):
                print("ESCAPED: no group", e)
    except (TypeError, BaseExceptionGroup, ValueError):
        pass
print("contained")
