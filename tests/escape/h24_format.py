# H24: the format mini-language walks attributes.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import string, logging, io

def f(): pass
class C: pass
names = "__globals__ __code__ __dict__ __closure__ __builtins__".split()
templates = ["{0.%s}" % name for name in names] + ["{0.%s[x]}" % name for name in names] + ["{0.__class__.__dict__}"]

def attempt(call):
    try:
        got = call()
    except (AttributeError, KeyError, RuntimeError, TypeError):
        return
    print("ESCAPED", got)

for template in templates:
    attempt(lambda: template.format(f))
    attempt(lambda: str.format(template, f))
    attempt(lambda: template.replace("{0", "{o").format_map({"o": f}))
    attempt(lambda: ("{1:{" + template[1:] + "}").format(f, 1))
    attempt(lambda: list(map(template.format, [f])))
    attempt(lambda: list(map(str.format, [template], [f])))
    attempt(lambda: string.Formatter().format(template, f))
    out = io.StringIO()
    record = logging.LogRecord("n", 0, "p", 0, "m", (), None)
    record.o = f
    attempt(lambda: logging.Formatter(template.replace("{0", "{o"), style="{").format(record))
assert "{0.__class__.__name__} {0.x}".format(type("T", (), {"x": 1})()) == "T 1"
assert f"{f.__name__:>3}" == "  f"
print("contained")
