# Exceptions are made anew on the other side: builtin class, copied arguments, text. No frames, no objects.
# expect: stdout contains <class 'KeyError'> ('a', [1, (2, 3)], '<object object>') None None
# expect: stdout contains <class 'ValueError'> ('second',) None None True
# expect: stdout contains Traceback (most recent call last): | ValueError: second
# expect: stdout contains ['one', 'two']
# expect: stdout contains ExceptionGroup('several', [ValueError(1), ExceptionGroup('more', [KeyError('k')])]) <class 'KeyError'>
# expect: stdout contains <class 'SystemExit'> 3
# expect: stdout contains <class 'KeyboardInterrupt'>
# expect: stdout contains <class 'GeneratorExit'>
# expect: stdout contains <class 'AttributeError'> 'NoneType' object has no attribute 'missing' None None
# expect: stdout contains <class 'Exception'> ('x',)
# expect: stdout contains <class 'BaseException'>
# expect: stdout contains 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
# expect: stdout contains cause ValueError ('outer', '<Secret object>') None None {}
# expect: stdout contains attribute AttributeError ("'Secret' object has no attribute 'missing'",) None None {}
# expect: stdout contains import ModuleNotFoundError ("No module named 'nowhere'",) None None {}
# expect: stdout contains file FileNotFoundError (2, 'No such file or directory') None None {}
# expect: stdout contains decode UnicodeDecodeError ('utf-8', b'\xff', 0, 1, 'invalid start byte') None None {'object': b'\xff'}
# expect: stdout contains encode UnicodeEncodeError ('utf-8', '\udc80', 0, 1, 'surrogates not allowed') None None {'object': '\udc80'}
# expect: stdout contains stop StopIteration ('<Secret object>',) None None {'value': '<Secret object>'}
# expect: stdout contains notes RuntimeError ('noted',) None None {'__notes__': ['a note']}
# expect: stdout contains group BaseExceptionGroup ('g', [KeyboardInterrupt(), ValueError('<Secret object>')]) None None {'exceptions': (KeyboardInterrupt(), ValueError('<Secret object>'))}
# expect: stdout contains [Errno 2] No such file or directory: 'missing.txt'
import rexec

cell = rexec.RExec()
main = cell.add_module("__main__")


def show(code):
    try:
        cell.r_exec(code)
    except BaseException as error:
        return error


class Secret:
    pass


e = show("class Mine(KeyError, Exception): pass\nraise Mine('a', [1, (2, 3)], object())")
print(type(e), e.args, e.__cause__, e.__context__)
e = show("try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise ValueError('second') from error")
print(type(e), e.args, e.__cause__, e.__context__, "ZeroDivisionError" in e.cell_traceback)
print(e.cell_traceback.splitlines()[0], "|", e.cell_traceback.splitlines()[-1])
e = show("e = ValueError('noted')\ne.add_note('one')\ne.__notes__.append(object())\ne.add_note('two')\nraise e")
print(e.__notes__)
e = show("raise ExceptionGroup('several', [ValueError(1), ExceptionGroup('more', [KeyError('k')])])")
print(repr(e), type(e.exceptions[1].exceptions[0]))
e = show("import sys\nsys.exit(3)")
print(type(e), e.code)
e = show("raise KeyboardInterrupt")
print(type(e))
e = show("raise GeneratorExit")
print(type(e))
e = show("None.missing")
print(type(e), e, getattr(e, "obj", None), getattr(e, "name", None))
e = show("class Lying(Exception):\n    def __str__(self): raise SystemExit\n    args = property(lambda self: 1/0)\nraise Lying('x')")
print(type(e), e.args)
e = show("class Meta(type):\n    def mro(cls): return [cls, BaseException, object]\nraise type('E', (BaseException,), {'__class__': SystemExit})(1)")
print(type(e))
e = show("b'\\xff and more'.decode()")
print(e)


# The other way.
def fail(kind):
    secret = Secret()
    if kind == "cause":
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise ValueError("outer", secret) from error
    if kind == "attribute":
        secret.missing
    if kind == "import":
        import nowhere.at_all
    if kind == "file":
        open("/nowhere/at/all")
    if kind == "own":
        open(given)
    if kind == "decode":
        b"a secret \xff and more".decode()
    if kind == "encode":
        "a secret \udc80".encode()
    if kind == "stop":
        raise StopIteration(secret)
    if kind == "notes":
        error = RuntimeError("noted")
        error.add_note("a note")
        raise error
    if kind == "group":
        raise BaseExceptionGroup("g", [KeyboardInterrupt(), ValueError(secret)])


main.fail = fail
main.opener = lambda name: open(name)
cell.r_exec("""
def attempt(kind):
    try:
        fail(kind)
    except BaseException as error:
        return error

for kind in ("cause", "attribute", "import", "file", "decode", "encode", "stop", "notes", "group"):
    e = attempt(kind)
    names = ("obj", "name", "path", "object", "filename", "filename2", "value", "__notes__", "exceptions", "cell_traceback")
    held = {name: getattr(e, name, None) for name in names}
    print(kind, type(e).__name__, e.args, e.__cause__, e.__context__, {k: v for k, v in held.items() if v is not None})
try:
    opener("missing.txt")
except OSError as e:
    print(e)
""")
print("ok")
