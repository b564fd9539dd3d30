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
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError):
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
# What splits the names of fields is not lent either.
def split():
    import _string
    first, rest = _string.formatter_field_name_split("0.__globals__")
    it = f
    for is_attribute, name in rest:
        it = getattr(it, name) if is_attribute else it[name]
    return it
try:
    attempt(split)
except ImportError:
    pass
for name in names:
    attempt(lambda: string.Formatter().get_field("0." + name, (f,), {}))
    attempt(lambda: string.Formatter().vformat("{0." + name + "}", (f,), {}))
    attempt(lambda: string.Formatter().get_field("x." + name, (), {"x": f}))
    attempt(lambda: string.Formatter.get_field(string.Formatter(), "0." + name, [f], {}))
    attempt(lambda: type("F", (string.Formatter,), {"get_value": lambda *_: f})().format("{x." + name + "}"))
    attempt(lambda: "{:{0." .format(1) + name)
    attempt(lambda: "{0:{1." .replace("x", "y") and ("{0:{1." + name + "}}").format("", f))
    attempt(lambda: ("{0[x]." + name + "}").format({"x": f}))
    attempt(lambda: ("{0.x." + name + "}").format(type("T", (), {"x": staticmethod(f)})))
    attempt(lambda: eval("f'{f." + name + "}'"))
    attempt(lambda: eval("t'{f." + name + "}'"))
    attempt(lambda: string.Template("${x." + name + "}").substitute({"x." + name: getattr(f, name)}))
    attempt(lambda: logging.Formatter("%(x)s").format(logging.makeLogRecord({"x": getattr(f, name)})))
    attempt(lambda: type("S", (str,), {})("{0." + name + "}").format(f))
    attempt(lambda: "{0!r:{1." .join(["", name + "}}"]).format("", f))
assert "{0.__class__.__name__} {0.x}".format(type("T", (), {"x": 1})()) == "T 1"
assert f"{f.__name__:>3}" == "  f"
print("contained")
