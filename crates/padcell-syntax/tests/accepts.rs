//! Every kind of token and of statement, in programs that Python 3.14 accepts.

use padcell_syntax::{Limits, Mode, Source, ast, parse};

const TOKENS: &[&str] = &[
    "x = 0, 00, 0_0, 1_000, 0x_fF, 0o17, 0b1_0, 1., .5, 1.e5, 1e-5, 1_0e+1_0, 0777.5, 09e1, 1j, 0j, 1.5J",
    "x = 1if y else 2\nx = 0xf or x\nx = 1or 2\nx = 1 if 1else 2\nx = [1for x in y]",
    r#"x = 'a' "b" '''c
d''' """e"f""" r'\' 'u'g' R'h' 'it\'s' '\
' '\x41\u00e9\U0001F600\N{BULLET}\101'"#,
    r"x = b'a' B'b' br'c' Rb'd' rB'''e
f''' b'\xff'",
    r#"x = f'a{b}c' f"{a!r:>{b}}" F'{{}}' rf'\{a}' f'{a=}' f'{a = !s:x}' f'''{
a
}''' f'{f"{f'{a}'}"}'"#,
    r#"x = f'{a:{b:{c}}}' f'{(lambda x: 1)}' f'{a:%H:%M}' f'{x:=5}' f'{(x:=5)}' f'{a["b"]}' f'\N{BULLET}{a}'"#,
    "x = f'{a}' 'b' f'{c}'\nx = f'{{}}{a}}}'\nx = f'{yield}'\nx = f'{a, b}'\nx = f'{*a,}'\nx = f'{{a}}'",
    "x = t'a{b!r:c}' rt'{d}' T'{e}'",
    "x = a+b-c*d/e//f%g@h**i<<j>>k&l|m^n",
    "x = a<b<=c>d>=e==f!=g in h not in i is j is not k",
    "x = not a and b or ~c, -d, +e\nx = a if b else c\nx = (y := 1)",
    "a += b; a -= b; a *= b; a /= b; a //= b; a %= b; a @= b; a **= b",
    "a <<= b; a >>= b; a &= b; a |= b; a ^= b",
    "x = \\\n  1\nx = (\n1 # c\n)\n\n# c\n   # c\nif x:\n  y\n # c\n\n  z\n\x0c\nx",
    "π = 1; ª = 2; été_1 = ﬁ = π\nclass Été: pass",
    "if x:\n\ty\n\tif z:\n\t\ta\n\tb\nif x:\n        y\n",
    "",
    "\n\n# only this",
];

const EXPRESSIONS: &[&str] = &[
    "x = a.b.c(d, *e, f=g, **h)[i, j:k, l:m:n, ::, ...]\nx = a[b,]\nx = a[*b]\nx = a[b:=1]",
    "x = (), (a,), [], {}, {a}, {a: b, **c}, [*a, b], (*a, b), {*a}, ...",
    "x = [a for b in c if d if e for f, in g]\nx = {a: b for c in d}\nx = {a for b in c}\nx = (a async for b in c)",
    "x = lambda: 0\nx = lambda a, /, b=1, *c, d, e=2, **f: a\nx = lambda *, a: a\nx = lambda *a, b: lambda: c",
    "f(a for b in c)\nf(a, (b for c in d))\nf(a)(b)(c=lambda: 1, d=2)\nf(*a, b, *c, d=1, *e, **g, h=2)",
    "x = await a ** -await b\nx = a if b else lambda: c if d else e",
];

const STATEMENTS: &[&str] = &[
    "pass; a; b = c = d; e: int; f: int = 1; g.h: i = j; del k, l[m], (n, o); return",
    "a, *b = c\n*a, = b\n[a, (b, c)] = d\n(a) = 1\n(a): int = 1\na.b, c[d] = e",
    "import a, b.c as d\nfrom a import b, c as d\nfrom . import a\nfrom ... import b\nfrom a import *",
    "from ....a.b import (c,\n d,)\nfrom ...a import b",
    "raise\nraise a\nraise a from b\nassert a, b\nglobal a, b\nnonlocal c",
    "if a: b\nelif c: d\nelse: e\nwhile a:\n  break\nelse:\n  continue",
    "for a, b in c, d: pass\nelse: pass\nfor *a, b in *c, d: pass\nfor a, in b,: pass",
    "try: a\nexcept B: c\nexcept (D, E) as f: g\nexcept: h\nelse: i\nfinally: j\ntry: a\nfinally: b",
    "try: a\nexcept* B: c\nexcept* (D, E) as f: g\ntry: a\nexcept B, C: d\ntry: a\nexcept* E, F: g",
    "with a: b\nwith a as b, c as (d, e): f\nwith (a as b, c as d,): e\nwith (a, b): c\nwith (a): b\nwith (yield): b",
    "def f(a, b: int = 1, /, c=2, *d: e, f, g=3, **h: i) -> j: pass\ndef f(*, a): pass\ndef f(*a: *b): pass",
    "def f[T, U: int, *V, **W, X = int](): pass\nclass A[T](B, metaclass=C): pass\nclass A: pass\ntype X[T] = list[T]",
    "@a\n@b.c(d)\n@e[f] or g\nasync def h():\n  async with a as b: pass\n  async for c in d: await e\n",
    "def f():\n  x = yield\n  yield a, *b\n  y = yield from c\n  return *a, b\n  (yield)",
    "match a, b:\n  case 1 | -2.5 | 1+2j | 'a' 'b' | None | True: pass\n  case a.b.c as d if e: pass\n  case a, *b: pass",
    "match -a:\n  case [a, *_] | (b, *c): pass\n  case {'a': b, **c}: pass\n  case A(b, c=d): pass\n  case _: pass",
    "match = 1; case = 2; type = 3; lazy = 4; print(match, case, type, lazy, _)\nmatch(x)\nmatch[x]\ntype(x)\nmatch.x",
];

#[test]
fn programs() {
    for text in [TOKENS, EXPRESSIONS, STATEMENTS].concat() {
        let parsed = parse(&Source::new("<test>", text), Mode::Exec, &Limits::default());
        assert!(parsed.is_ok(), "{text}: {:?}", parsed.err());
    }
}

#[test]
fn trees() {
    let limits = Limits::default();
    let module = parse(&Source::new("<test>", "x = 1\ny"), Mode::Exec, &limits).expect("a module");
    assert!(matches!(module.body(), [ast::Stmt::Assign(_), ast::Stmt::Expr(_)]));
    assert!(module.expression().is_none());
    let expression = parse(&Source::new("<test>", "# c\nx + 1 # d\n\n"), Mode::Eval, &limits).expect("a sum");
    assert!(matches!(expression.expression(), Some(ast::Expr::BinOp(_))));
    assert!(expression.body().is_empty());
}
