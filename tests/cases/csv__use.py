# The csv module: quoting, dialects, dictionaries, and what is refused.
import csv
import io


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def rows(text, **options):
    return list(csv.reader(io.StringIO(text, newline=""), **options))


def text(data, **options):
    out = io.StringIO(newline="")
    csv.writer(out, **options).writerows(data)
    return out.getvalue()


# === reading ===
print(rows("a,b\r\n1,2\n3,4"), rows('"a,b","c ""d""",e\n'), rows('"line\none",2\r\n'), rows(""), rows("\n\n"), rows(",\n"), rows("a, b\n"), rows("a, b\n", skipinitialspace=True), rows('a"b,c\n'), rows('"a"b,c\n'), rows("é,中\n"))
print(rows("a;b\n", delimiter=";"), rows("a|'b|c'\n", delimiter="|", quotechar="'"), rows("a\\,b,c\n", escapechar="\\"), rows('a,"b"\n', quoting=csv.QUOTE_NONE), rows('1,"2",3.5\n', quoting=csv.QUOTE_NONNUMERIC), rows("a\tb\n", dialect="excel-tab"), rows('"a""b"\n', doublequote=False, escapechar="\\") == [['a"b"']] or "other")
r = csv.reader(["a,b", "c", "d,e,f"])
print(next(r), r.line_num, list(r), r.line_num, r.dialect.delimiter)
print(error(lambda: rows('"a\n', strict=True)), "|", error(lambda: rows('"a"b\n', strict=True)), "|", error(lambda: rows("a", delimiter=",,")), "|", error(lambda: list(csv.reader([5]))).split("(")[0], "|", error(lambda: rows("a", dialect="nope")), "|", error(lambda: rows('a,x\n', quoting=csv.QUOTE_NONNUMERIC)))

# === writing ===
print(repr(text([["a", "b"], [1, 2.5], [None, ""], ["x,y", 'q"q'], ["line\none", " sp "], [True, []], []])))
print(repr(text([["a", 1, "b c"]], quoting=csv.QUOTE_ALL)), repr(text([["a", 1]], quoting=csv.QUOTE_NONNUMERIC)), repr(text([["a,b"]], quoting=csv.QUOTE_NONE, escapechar="\\")), repr(text([["a;b", "c"]], delimiter=";")), repr(text([["it's"]], quotechar="'")), repr(text([["a"]], lineterminator="\n")), repr(text([['a"b']], doublequote=False, escapechar="\\")), repr(text([[""]])), repr(text([[None]])))
print(error(lambda: text([["a,b"]], quoting=csv.QUOTE_NONE)), "|", error(lambda: text([5])).split(":")[0], "|", error(lambda: text([["a"]], quotechar="")).split(":")[0])
out = io.StringIO()
print(csv.writer(out).writerow(["abc", 1]), csv.writer(out, dialect="unix").writerow(["a", 1]), repr(out.getvalue()))

# === dictionaries ===
data = "name,age\r\nann,30\r\nbob\r\ncy,5,extra\r\n"
reader = csv.DictReader(io.StringIO(data))
print(reader.fieldnames, list(reader), list(csv.DictReader(io.StringIO("1,2\n"), fieldnames=["a", "b"])), list(csv.DictReader(io.StringIO(data), restkey="more", restval="none"))[1:])
out = io.StringIO()
w = csv.DictWriter(out, ["a", "b"], restval="-", extrasaction="ignore", lineterminator="\n")
w.writeheader()
w.writerow({"a": 1, "b": 2})
w.writerows([{"a": 3}, {"b": 4, "z": 5}])
print(repr(out.getvalue()), error(lambda: csv.DictWriter(out, ["a"]).writerow({"zz": 1})))


# === dialects ===
class Semi(csv.Dialect):
    delimiter = ";"
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = csv.QUOTE_MINIMAL


csv.register_dialect("semi", Semi)
csv.register_dialect("pipes", delimiter="|")
print(sorted(csv.list_dialects()), rows("a;b\n", dialect="semi"), text([["a|b", 1]], dialect="pipes"), csv.get_dialect("pipes").delimiter, csv.unregister_dialect("semi"), error(lambda: csv.get_dialect("semi")))
print(csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, csv.Sniffer().has_header("name,age\nann,30\nbob,25\n"), csv.field_size_limit() > 1000, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE)

# === there and back ===
table = [["plain", "with,comma", 'with"quote', "with\nline", "", " spaces "], ["1", "é", "\t", "'", ";", "a\r\nb"]]
assert rows(text(table)) == table and rows(text(table, quoting=csv.QUOTE_ALL)) == table and rows(text(table, delimiter="\t"), delimiter="\t") == table
print(len(rows(text([[str(i), "x" * i] for i in range(100)]))))
