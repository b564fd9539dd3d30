# H03: a cell's classes say they are from modules of the supervisor; the library evaluates nothing of a cell's there.
import annotationlib
import dataclasses
import functools
import inspect
import os
import pickle
import rexec
import typing

secret = "of the supervisor"
got = []
cell = rexec.RExec()
main = cell.add_module("__main__")
main.steal = lambda *args: got.append(args)
cell.r_exec('''
ran = []
def text(name):
    class K:
        x: "steal(__import__('os'))"
        y: "secret"
        z: "environ"
    K.__module__ = name
    return K
def f(x: "steal(__import__('subprocess'))", y: "secret" = 1) -> "environ": ran.append(1)
class Said:
    __module__ = '__main__'
    __annotations__ = {'x': "steal(secret)"}
    __wrapped__ = print
    __signature__ = "(x=secret)"
    __text_signature__ = "(x=secret)"
    def __call__(self): ran.append(1)
class Lazy:
    x: steal(ran.append('evaluated'))
kinds, said, lazy = [text(name) for name in ('__main__', 'os', 'sys', 'builtins', 'rexec', 'posix', 'no.such')], Said(), Lazy
''')
things = cell.r_eval("kinds") + [cell.r_eval(it) for it in ("f", "said", "lazy", "kinds[0]()", "said.__call__")]
found = []
for it in things:
    for deed in (
        typing.get_type_hints,
        lambda it: typing.get_type_hints(it, globals(), locals()),
        inspect.signature,
        lambda it: inspect.signature(it, eval_str=True),
        lambda it: inspect.get_annotations(it, eval_str=True),
        lambda it: annotationlib.get_annotations(it, eval_str=True),
        lambda it: annotationlib.get_annotations(it, format=annotationlib.Format.FORWARDREF),
        lambda it: annotationlib.call_annotate_function(it.__annotate__, annotationlib.Format.VALUE),
        lambda it: dataclasses.dataclass(it),
        lambda it: dataclasses.fields(it),
        lambda it: dataclasses.asdict(it),
        lambda it: dataclasses.make_dataclass("D", [("x", it)])(1),
        lambda it: functools.singledispatch(lambda x: 0).register(it),
        lambda it: functools.wraps(it)(lambda: 0).__wrapped__ and typing.get_type_hints(functools.wraps(it)(lambda: 0)),
        lambda it: inspect.getmodule(it),
        lambda it: inspect.getsource(it),
        lambda it: inspect.getmembers(it),
        lambda it: inspect.unwrap(it),
        lambda it: pickle.dumps(it),
        lambda it: typing.NamedTuple("N", [("x", it)]),
        lambda it: typing.Protocol.__class__("P", (typing.Protocol,), {"x": it}),
        lambda it: annotationlib.ForwardRef("x", owner=it).evaluate(),
    ):
        try:
            found.append(deed(it))
        except Exception:
            pass
shown = " ".join(repr(it) for it in found)
for word in ("of the supervisor", "environ({", "module 'os'", "module 'subprocess'"):
    assert word not in shown, (word, shown[max(0, shown.find(word) - 80):][:200])
assert all(all(not hasattr(it, "system") and it != secret for it in args) for args in got), got
assert cell.r_eval("1 not in ran")
# The cell that asks the library itself gets what it could have anyway: its own modules, no authority.
cell.r_exec('''
import typing
for kind in kinds:
    for name in 'xyz':
        alone = type('K', (), {'__module__': kind.__module__, '__annotations__': {name: kind.__annotations__[name]}})
        try:
            hints = typing.get_type_hints(alone)
        except (NameError, ImportError, TypeError, RuntimeError, AttributeError):
            continue
        for it in hints.values():
            assert it is type(None) or not hasattr(it, 'system') and not hasattr(it, 'Popen') and it != 'of the supervisor', it
            assert not hasattr(it, 'items') or not dict(it), it
class Own:
    x: "list[int]"
assert typing.get_type_hints(Own) == {'x': list[int]}
''')
print("ok")
