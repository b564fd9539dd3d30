# wall: 10s
# rss: 512MiB
# expect: exit 0
# expect: stdout contains survived
# Sources that are large or odd in shape: compiled or refused, in time and memory.
sources = [
    "x = " + "+".join(["1"] * 20_000),
    "x = [" + "0," * 100_000 + "]",
    "\n".join(f"v{i} = {i}" for i in range(20_000)),
    "def f(" + ",".join(f"a{i}" for i in range(2000)) + "): pass",
    "f(" + ",".join(f"a{i}=1" for i in range(2000)) + ")",
    "def f():\n" + "\n".join(f" v{i} = {i}" for i in range(5000)) + "\n return " + "+".join(f"v{i}" for i in range(0, 5000, 50)),
    "x = '" + "a" * 1_000_000 + "'",
    "x = 0x" + "f" * 100_000,
    "x = f'" + "{1}" * 5000 + "'",
    "if x: pass\n" + "elif x: pass\n" * 3000,
    "try: pass\n" + "except E: pass\n" * 3000,
    "a" * 1_000_000,
    "#" * 1_000_000,
    "\n" * 1_000_000,
    "x" + "=x" * 10_000,
    "x" + " < x" * 10_000,
    "x" + " and x" * 10_000,
    "x" + "(1)" * 5000,
    "x" + "[1]" * 5000,
    "{" + ",".join(f"{i}:{i}" for i in range(20_000)) + "}",
    "match x:\n" + "".join(f" case {i}: pass\n" for i in range(3000)),
    "class C:\n" + "".join(f" def m{i}(self): pass\n" for i in range(3000)),
    "global " + ",".join(f"g{i}" for i in range(5000)),
    "del " + ",".join(f"g{i}" for i in range(5000)),
    "lambda " + ",".join(f"g{i}" for i in range(300)) + ": 0",
    "(" + "a," * 20_000 + ") = x",
    "with " + ",".join(f"a as b{i}" for i in range(15)) + ": pass",
    "for x in y:\n  " + "; ".join(["break"] * 5000),
    "\ufeff" * 1000,
    "'" * 100_001,
    "\\\n" * 100_000,
]
for number, source in enumerate(sources):
    try:
        compile(source, f"<source {number}>", "exec")
    except (SyntaxError, MemoryError, RecursionError, ValueError, OverflowError):
        pass
print("survived")
