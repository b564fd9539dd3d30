# exec, eval and compile: namespaces, modes, results, and the words and places of syntax errors.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === eval ===
x = 10
print(eval("x + 1"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 1 + 1"), eval("[i for i in range(3)]"), eval("(lambda a: a * x)(2)"), eval(b"1 + 2"), eval("1,"), eval("x", {"x": 1}, {"x": 2}), eval("len('ab')", {}), eval("\n1\n"))
print(error(lambda: eval("x = 1")).split("(")[0], "|", error(lambda: eval("")).split("(")[0], "|", error(lambda: eval("undefined_name")), "|", error(lambda: eval(5)), "|", error(lambda: eval("1", 5)), "|", error(lambda: eval("x", {"__builtins__": {}})), "|", error(lambda: eval("len", {"__builtins__": {}})))

# === exec ===
ns = {}
print(exec("a = 1\ndef f(): return a\nb = f() + 1", ns), sorted(k for k in ns if k != "__builtins__"), ns["b"], "__builtins__" in ns)
ns["a"] = 5
print(ns["f"](), exec("x = 99") is None, x)
g, l = {"a": 1}, {}
exec("b = a; global c; c = 3; a = 'local'", g, l)
print(sorted(l.items()), g["a"], g["c"])


def inside():
    y = 1
    exec("y = 2; z = 3")
    return y, error(lambda: eval("z"))


print(inside())
exec("def recursive(n): return 1 if n == 0 else n * recursive(n - 1)", ns)
print(ns["recursive"](5), error(lambda: exec("raise ValueError('in exec')")), error(lambda: exec("1/0")))
exec("class C:\n  x = 1\n  def m(self): return self.x", ns)
print(ns["C"]().m(), ns["C"].__module__, error(lambda: exec(None)), "|", error(lambda: exec("x", [])), "|", error(lambda: exec("a = 1", {}, 5)))


class Names(dict):
    def __missing__(self, key):
        return f"<{key}>"


print(eval("anything", {}, Names()), eval("a", {}, Names(a=1)))
out = Names()
exec("q = other", {}, out)
print(out)

# === compile ===
e = compile("1 + x", "<expr>", "eval")
s = compile("y = x * 2", "<stmts>", "exec")
print(eval(e), e.co_filename, e.co_name, exec(s, {"x": 1}), eval(s, ns2 := {"x": 4}), ns2["y"], type(e).__name__)
single = compile("5 + 5; 'shown'", "<single>", "single")
exec(single)
print(error(lambda: compile("1", "f", "wrong")), "|", error(lambda: compile(5, "f", "exec")).split(":")[0])
print(eval(compile("3", "f", "eval")), exec(compile("", "f", "exec")), exec(compile("# only a comment", "f", "exec")), exec(compile("pass", "f", "exec")), exec("if True:\n\tpass\n"))

# === what a code object knows ===


def sample(a, b=1, *args, c, **kwargs):
    d = a
    return [d, b, e]


code = sample.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_names, code.co_nlocals, bool(code.co_flags & 4), bool(code.co_flags & 8), code.co_firstlineno > 50, code.co_qualname)

# === syntax errors: class, place, and text where all versions agree ===
for source in ("x = ", "1 +", "f(", "(1, 2", "[1", "{1: 2", "'abc", "x = 5 5", "if x\n  pass", "def f(:\n pass", "class", "return 1", "yield 1", "break", "continue", "for x in y", "1 = x", "f() = 1", "x + 1 = 2", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "f(a=1, 2)", "f(a=1, a=2)", "f(**k, *a)", "lambda x=: 1", "import", "from x import", "from . import *, a", "x = = 1", "a b", "@", "else: pass", "try: pass", "except: pass", "with: pass", "global x; x = 1; global x", "nonlocal x", "del", "del 1", "assert", "raise from x", "x.1", "1.x", "0x", "0b2", "08", "1__0", "1_", "'a' b'b'", "b'é'", "'\\x1'", "'\\N{no such}'", "f'{'", "f'{}'", "f'{a b}'", "f'}'", "f'{x!z}'", "$", "?", "x ? y", "a := 1", "(a.b := 1)", "*a", "print 1", "exec 'x'", "async x", "await", "None = 1", "x: int: 5", "def f():\nx = 1", "  x = 1", "if 1:\n  a\n b", "if 1:\n\ta\n        b", "a = 1\n  b = 2", "\\", "x = 1 \\ 2", "'''abc", "match x:\n case 1:\npass", "type = 5 = x", "import a.b as c.d", "from a import (b", "from a import ()", "{**a for b in c}", "[*a for a in b]", "(x for x in y) = 1", "def f(x, /, y, /): pass", "def f(**k, a): pass", "class C(x for x in y): pass", "f(x for x in y, 1)", "a, b += 1", "not = 1", "-= 1", "1if 1else", "x if y", "lambda: (yield)", "[(yield) for x in y]", "def f():\n  return\n yield"):
    try:
        compile(source, "<source>", "exec")
        print("ok  ", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, repr(source))
try:
    compile("a = 1\nb = 2 +\n", "<where>", "exec")
except SyntaxError as e:
    print(e.filename, e.lineno, e.offset, repr(e.text), e.msg, isinstance(e, Exception), e.args[0])
try:
    compile("def f():\n    x = (1,\n", "<where>", "exec")
except SyntaxError as e:
    print(e.lineno, e.msg)
for source in ("return 1", "yield 1", "break", "continue", "await x", "x = 'abc", "if 1:\nx", "(1", "a = )", "f(a=1, 2)", "None = 1", "f() = 1", "[1)", "nonlocal x", "del f()", "1 = x", "from __future__ import nope"):
    try:
        compile(source, "<s>", "exec")
        print("ok", source)
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
