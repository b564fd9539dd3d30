# code that was given builtins of its own is restricted, whoever calls it, and so is what it makes.
source = '''
def f(): pass
class C:
    def m(self): pass
def look(thing, name):
    try:
        return getattr(thing, name)
    except AttributeError as e:
        return e
def direct(): return f.__globals__
def vary(): return vars(f)
make = eval("lambda: (lambda: f.__code__)")
exec("def late(): return C.__dict__")
'''
import builtins

mine = {n: getattr(builtins, n) for n in ("getattr", "AttributeError", "vars", "eval", "exec", "compile", "__build_class__")}
cell = {"__builtins__": mine, "__name__": "cell"}
exec(source, cell)

def refused(call):
    try:
        got = call()
    except RuntimeError as e:
        assert isinstance(e, AttributeError) and e.obj is None and e.name is None, e
        return str(e)
    print("ESCAPED", got)

assert refused(cell["direct"]) == "restricted attribute"
assert refused(cell["make"]()) == "function attributes not accessible in restricted mode"
assert refused(cell["late"]) == "class.__dict__ not accessible in restricted mode"
try:
    print("ESCAPED", cell["vary"]())
except TypeError as e:
    assert str(e) == "vars() argument must have __dict__ attribute"
for thing, name in [(cell["f"], "__code__"), (cell["C"](), "__dict__"), (len, "__self__"), (cell["C"]().m, "__func__")]:
    got = cell["look"](thing, name)
    if not isinstance(got, RuntimeError):
        print("ESCAPED", name, got)
# The supervisor itself is not restricted, and not by having made restricted code.
assert cell["f"].__globals__ is cell and cell["C"]().__dict__ == {} and vars(cell["C"])["m"]
# Nothing usable is left where there are no builtins.
for source in ["import os", "class C: pass", "print(1)", "len"]:
    for given in [{}, {"None": None}, 5]:
        try:
            exec(source, {"__builtins__": given, "__name__": "cell"})
            print("ESCAPED", source)
        except (ImportError, NameError, TypeError):
            pass
print("ok")
