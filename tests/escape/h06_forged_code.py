# H06: code and functions that no compiler made.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import marshal, types, copy

def f(): pass
code = compile("1", "x", "eval")

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError, ValueError, RuntimeError):
        return
    print("ESCAPED", got)

attempt(lambda: f.__code__.replace(co_name="x"))
attempt(lambda: code.replace(co_consts=()))
attempt(lambda: code.__replace__(co_consts=()))
attempt(lambda: copy.replace(code, co_name="x"))
attempt(lambda: type(code)(0, 0, 0, 0, 0, 0, b"", (), (), (), "f", "n", "q", 1, b"", b""))
attempt(lambda: type(f)(code, {}))
attempt(lambda: types.FunctionType(code, globals()))
attempt(lambda: list(map(types.FunctionType, [code], [{}])))
attempt(lambda: setattr(f, "__code__", code))
attempt(lambda: object.__setattr__(f, "__code__", code))
attempt(lambda: marshal.loads(b"c"))
attempt(lambda: marshal.dumps(code))
attempt(lambda: types.CellType(1).cell_contents)
attempt(lambda: code.co_consts)
import copyreg, functools
for how in (
    lambda kind, *args: copyreg.__newobj__(kind, *args),
    lambda kind, *args: copyreg.__newobj_ex__(kind, args, {}),
    lambda kind, *args: copyreg._reconstructor(kind, kind, args),
    lambda kind, *args: functools.singledispatch(kind)(*args),
    lambda kind, *args: functools.partial(kind, *args)(),
    lambda kind, *args: functools.reduce(kind, args) if len(args) > 1 else kind(*args),
    lambda kind, *args: copy.copy(type("E", (), {"__reduce_ex__": lambda *_: (kind, args)})()),
    lambda kind, *args: copy.deepcopy(type("E", (), {"__reduce_ex__": lambda *_: (copyreg.__newobj__, (kind, *args))})()),
):
    attempt(lambda: how(type(f), code, {"forged": 1}))
    attempt(lambda: how(type(code), 0, 0, 0, 0, 0, 0, b"", (), (), (), "f", "n", "q", 1, b"", b""))
    attempt(lambda: how(types.CellType, 1).cell_contents)
    attempt(lambda: how(types.TracebackType, None, None, 0, 0))
    attempt(lambda: how(types.FrameType))
    attempt(lambda: how(type(code).replace, code))
    attempt(lambda: how(code.replace))
    attempt(lambda: how(getattr(code, "replace")))
assert not [n for n in dir(code) if n.startswith("co_")]
assert eval(code) == 1
print("contained")
