# JSON: reading, writing, options, hooks, and the words for broken texts.
import io
import json


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === writing ===
for v in (None, True, False, 0, -1, 10**30, 1.5, -0.0, 1e100, 1e-7, "", "a\"b\\c/d", "é\u2028\U0001f600\x00\n\t\x1f\x7f", [], {}, [1, [2, [3]]], {"a": {"b": []}}, (1, 2), {1: "int", 1.5: "float", True: "bool", None: "none"}, float("inf"), float("nan"), [None, {}]):
    print(json.dumps(v), end=" ")
print()
print(json.dumps("é😀", ensure_ascii=False), json.dumps({"b": 1, "a": [1, 2]}, sort_keys=True), json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps([1, 2], indent=None), json.dumps("</script>"))
print(json.dumps({"a": [1, {"b": []}], "c": {}, "d": "x"}, indent=2))
print(json.dumps([1, [2]], indent="\t"), json.dumps([], indent=2), json.dumps([1, 2], indent=0), json.dumps({"a": 1}, indent=1, separators=(", ", " = ")))
print(error(lambda: json.dumps({1, 2})), "|", error(lambda: json.dumps(b"x")), "|", error(lambda: json.dumps({(1, 2): 3})), "|", error(lambda: json.dumps(float("nan"), allow_nan=False)).split(":")[0], "|", error(lambda: json.dumps(object)).split(":")[0])
print(json.dumps({(1, 2): 3, "k": 1}, skipkeys=True), json.dumps([1j, {1}], default=str), json.dumps({"x": range(2)}, default=list), error(lambda: json.dumps(1j, default=lambda v: v)).split(":")[0])
loop = []
loop.append(loop)
print(error(lambda: json.dumps(loop)), "|", error(lambda: json.dumps({"a": loop})))


class Int(int):
    def __repr__(self):
        return "own"


class Str(str):
    pass


class List(list):
    pass


print(json.dumps([Int(5), Str("s"), List([1]), {Str("k"): Int(1)}]))
out = io.StringIO()
json.dump({"a": [1, 2]}, out, indent=1)
print(out.getvalue())
print("".join(json.JSONEncoder().iterencode([1, {"a": "b"}])), list(json.JSONEncoder().iterencode([])))


class Encoder(json.JSONEncoder):
    def default(self, o):
        return {"__complex__": [o.real, o.imag]} if isinstance(o, complex) else super().default(o)


print(json.dumps([1 + 2j], cls=Encoder), error(lambda: json.dumps({1}, cls=Encoder)))

# === reading ===
for text in ("null", "true", " false ", "0", "-5", "1.5", "1e3", "-1.5E-2", '"a"', '"\\u00e9\\n\\"\\/\\ud83d\\ude00"', "[]", "[1, [2, {}]]", '{"a": 1, "b": [true, null]}', "\t\n[1\r]\n", "123456789012345678901234567890", "NaN", "-Infinity", '{"a": 1, "a": 2}', '"\\ud800"', '""', "1E400"):
    print(ascii(json.loads(text)), end=" ")
print()
for text in ("", " ", "[1,", '{"a"', '{"a":', '{"a" 1}', "{a: 1}", "{'a': 1}", "[1 2]", "nul", "01", "1.", ".5", "+1", '"abc', '"\\q"', '"\\u12"', '"a\nb"', "[1]]", "1 2", '{"a": 1 "b"}', "-", "tru", "\ufeff1", '{1: 2}', "[", "{", "]", '"\x00"'):
    print(error(lambda: json.loads(text)))
try:
    json.loads('{\n  "a": x}')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, e.doc == '{\n  "a": x}', isinstance(e, ValueError))
print(json.loads(b'"\xc3\xa9"'), json.loads(bytearray(b"[1]")), json.loads('"a"'.encode("utf-16")), error(lambda: json.loads(5)), "|", json.load(io.StringIO("[1]")), error(lambda: json.loads(None)))

# === hooks ===
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())), json.loads('{"a": 1, "b": 2}', object_pairs_hook=list), json.loads("[1.5, 2]", parse_float=str, parse_int=float), json.loads("[NaN, Infinity]", parse_constant=lambda c: f"<{c}>"), json.loads('["\n"]', strict=False))
from decimal import Decimal

print(json.loads("1.10", parse_float=Decimal), json.JSONDecoder().raw_decode('[1] rest'), json.JSONDecoder().decode(" 5 "))

# === there and back ===
data = {"text": "é\"\\\n", "list": [1, 2.5, None, True], "nested": {"empty": {}, "deep": [[[[]]]]}, "big": 2**70, "neg": -1.5e-10}
assert json.loads(json.dumps(data)) == data == json.loads(json.dumps(data, indent=3, ensure_ascii=False))
deep = json.loads("[" * 200 + "]" * 200)
print(len(json.dumps(deep)), len(json.dumps(list(range(1000)))), sum(json.loads(json.dumps(list(range(1000))))))
